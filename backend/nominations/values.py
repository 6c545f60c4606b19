"""What writers hand over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundValues:
    """The call of a higher programme, and how many the bureau may recommend."""

    programme: str
    level: str
    issuer: str
    guide: str
    closes_on: date
    quota: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationValues:
    """What is applied for; ``project_id`` is a project of the region's pool."""

    title: str
    text: str
    requested: Decimal
    project_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A place in the bureau's order, and why."""

    nomination_id: int
    remark: str = ""
