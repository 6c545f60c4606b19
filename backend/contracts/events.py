"""What happens to contracts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfContract(DomainEvent):
    subject: ClassVar[str] = "contract"
    contract_id: int
    deal_id: int
    need_id: int | None
    offer_id: int | None
    revision: int
    written: str


@dataclass(frozen=True, kw_only=True)
class ContractProposed(_OfContract):
    """One side drafted or redrafted the record; the other should confirm."""

    name: ClassVar[str] = "contract.proposed"


@dataclass(frozen=True, kw_only=True)
class ContractReturned(_OfContract):
    """The other side returned it with a note."""

    name: ClassVar[str] = "contract.returned"


@dataclass(frozen=True, kw_only=True)
class ContractConfirmed(_OfContract):
    """The other side confirmed the text: signing follows, or it was signed outside."""

    name: ClassVar[str] = "contract.confirmed"


@dataclass(frozen=True, kw_only=True)
class ContractDropped(_OfContract):
    """The record was taken back, rested too long after it was returned, or the talks ended."""

    name: ClassVar[str] = "contract.dropped"


@dataclass(frozen=True, kw_only=True)
class ContractSigned(_OfContract):
    """Both have signed, or both say that they had signed outside: the contract stands."""

    name: ClassVar[str] = "contract.signed"
