"""What happens in the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class JournalPosted(DomainEvent):
    """Money was booked."""

    name: ClassVar[str] = "journal.posted"
    subject: ClassVar[str] = "journal"
    journal_id: int
    kind: str
    deal_id: int | None


@dataclass(frozen=True, kw_only=True)
class _OfTransfer(DomainEvent):
    subject: ClassVar[str] = "transfer"
    transfer_id: int
    deal_id: int | None


@dataclass(frozen=True, kw_only=True)
class TransferReserved(_OfTransfer):
    """Money was promised from one account to another."""

    name: ClassVar[str] = "transfer.reserved"


@dataclass(frozen=True, kw_only=True)
class TransferPosted(_OfTransfer):
    """What was promised was booked, in whole or part; the rest is free again."""

    name: ClassVar[str] = "transfer.posted"


@dataclass(frozen=True, kw_only=True)
class TransferVoided(_OfTransfer):
    """The promise was taken back."""

    name: ClassVar[str] = "transfer.voided"


@dataclass(frozen=True, kw_only=True)
class TransferExpired(_OfTransfer):
    """The promise was not made good in time."""

    name: ClassVar[str] = "transfer.expired"
