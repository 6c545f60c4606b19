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


@dataclass(frozen=True, kw_only=True)
class ContractPartySigned(_OfContract):
    """One side signed the agreed text."""

    name: ClassVar[str] = "contract.party_signed"


@dataclass(frozen=True, kw_only=True)
class ContractReopened(_OfContract):
    """One side went back from the agreed text, with a note; signatures made so far are void."""

    name: ClassVar[str] = "contract.reopened"


@dataclass(frozen=True, kw_only=True)
class ContractScanOffered(_OfContract):
    """One side put up a scan of the signed paper; the other should confirm it."""

    name: ClassVar[str] = "contract.scan_offered"


@dataclass(frozen=True, kw_only=True)
class ContractScanRefused(_OfContract):
    """The other side says, with a note, that the scan is not what was signed."""

    name: ClassVar[str] = "contract.scan_refused"


@dataclass(frozen=True, kw_only=True)
class ContractAmended(_OfContract):
    """A signed amendment changed what this contract says."""

    name: ClassVar[str] = "contract.amended"


@dataclass(frozen=True, kw_only=True)
class ContractTerminated(_OfContract):
    """A signed agreement ended this contract."""

    name: ClassVar[str] = "contract.terminated"
