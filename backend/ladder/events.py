"""What happens to firms on a ladder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class YearReported(DomainEvent):
    """A firm stated its figures of a year, or changed them."""

    name: ClassVar[str] = "firm_year.reported"
    subject: ClassVar[str] = "firm_year"
    firm_year_id: int
    firm_id: int


@dataclass(frozen=True, kw_only=True)
class _OfStanding(DomainEvent):
    subject: ClassVar[str] = "standing"
    standing_id: int
    firm_id: int


@dataclass(frozen=True, kw_only=True)
class FirmSelected(_OfStanding):
    """A firm was picked for the pool, or asked to be."""

    name: ClassVar[str] = "standing.selected"


@dataclass(frozen=True, kw_only=True)
class FirmPooled(_OfStanding):
    """A firm entered the pool."""

    name: ClassVar[str] = "standing.pooled"


@dataclass(frozen=True, kw_only=True)
class FirmRecognised(_OfStanding):
    """A firm has the grade."""

    name: ClassVar[str] = "standing.recognised"


@dataclass(frozen=True, kw_only=True)
class FirmLeft(_OfStanding):
    """A firm left the pool, or lost the grade."""

    name: ClassVar[str] = "standing.left"


@dataclass(frozen=True, kw_only=True)
class ListPublished(DomainEvent):
    """An office published the firms of a grade as they stood that day."""

    name: ClassVar[str] = "grade_list.published"
    subject: ClassVar[str] = "grade_list"
    grade_list_id: int
