"""What a writer hands to the services of contracts: typed, frozen, unchecked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PartValues:
    """A part of the contract amount; ``kind`` is one of PartKind."""

    kind: str
    words: str = ""
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalmentValues:
    """An instalment: how much, by which day or with what it falls due, or both."""

    amount: Decimal
    due_on: date | None = None
    condition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseValues:
    """A clause; ``code`` is that of the library, "" for one of the parties' own."""

    code: str = ""
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractValues:
    """What a side writes into the contract.

    ``instalments`` are of a contract that is paid so, and sum to the amount.
    ``parts`` name what of the amount is no technology; the rest is technology. ``signed_on`` is given
    for a contract that was signed outside; ``clauses`` are of one that is written here, none at its
    beginning: then the library's.
    """

    title: str
    type: str
    subtype: str
    amount: Decimal | None
    currency: str
    signed_on: date | None
    ip_ownership: str
    written: str = "paper"
    payment_form: str = "lump"
    royalty_base: str = ""
    royalty_percent: Decimal | None = None
    entry_fee: Decimal | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    parts: tuple[PartValues, ...] = ()
    instalments: tuple[InstalmentValues, ...] = ()
    clauses: tuple[ClauseValues, ...] = ()
