"""What happens in brokers' work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class ServiceLogged(DomainEvent):
    """A broker put a service on record."""

    name: ClassVar[str] = "service.logged"
    subject: ClassVar[str] = "deal"
    deal_id: int
    service_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class ServiceStruck(DomainEvent):
    """A service on record was struck out as wrong, for a reason."""

    name: ClassVar[str] = "service.struck"
    subject: ClassVar[str] = "deal"
    deal_id: int
    service_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class _OfCommission(DomainEvent):
    # Not the deal's: the other party does not read what a side pays its broker.
    subject: ClassVar[str] = "commission"
    commission_id: int
    deal_id: int
    organisation_id: int | None


@dataclass(frozen=True, kw_only=True)
class CommissionProposed(_OfCommission):
    """A broker proposed what a side pays."""

    name: ClassVar[str] = "commission.proposed"


@dataclass(frozen=True, kw_only=True)
class CommissionConsented(_OfCommission):
    """One of those whose word it needs agreed."""

    name: ClassVar[str] = "commission.consented"


@dataclass(frozen=True, kw_only=True)
class CommissionAgreed(_OfCommission):
    """All agreed: the commission stands."""

    name: ClassVar[str] = "commission.agreed"


@dataclass(frozen=True, kw_only=True)
class CommissionDeclined(_OfCommission):
    """One of those whose word it needs said no."""

    name: ClassVar[str] = "commission.declined"


@dataclass(frozen=True, kw_only=True)
class CommissionWithdrawn(_OfCommission):
    """The broker who proposed it took it back."""

    name: ClassVar[str] = "commission.withdrawn"


@dataclass(frozen=True, kw_only=True)
class CommissionReplaced(_OfCommission):
    """A later agreement stands in its place."""

    name: ClassVar[str] = "commission.replaced"
