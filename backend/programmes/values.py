"""What callers hand to the services of programmes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from .schemes import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeValues:
    """A scheme opened for a year."""

    scheme_code: str
    year: int
    closes_on: date
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportValues:
    """What an applicant hands in: ``papers`` are files by the code of the evidence."""

    base: Decimal
    reasons: str = ""
    contract_id: int | None = None
    standing_id: int | None = None
    papers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimValues:
    """The invoice of a service that a voucher helps to pay."""

    number: str
    amount: Decimal
    dated: date
    upload: Any
