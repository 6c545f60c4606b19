"""What a firm lacks for each grade of its ladders, and what fills it."""

from __future__ import annotations

from dataclasses import dataclass

from backend.accounts.models import Organisation

from .conditions import Finding, condition_check, facts_of
from .ladders import Grade, Ladder, ladders_of


@dataclass(frozen=True, slots=True)
class Row:
    """A condition of a grade for a firm; ``fill`` names what fills the gap (templates/ladder/_fill)."""

    finding: Finding
    fill: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A grade held against a firm."""

    ladder: Ladder
    grade: Grade
    rows: tuple[Row, ...]

    @property
    def missing(self) -> int:
        """How many conditions are known not to be met."""
        return sum(row.finding.met is False for row in self.rows)

    @property
    def unknown(self) -> int:
        """How many cannot be told for want of figures."""
        return sum(row.finding.met is None for row in self.rows)

    @property
    def met(self) -> bool:
        """Whether all are met."""
        return not self.missing and not self.unknown


def gaps_of(firm: Organisation) -> list[Gap]:
    """Every grade of the firm's ladders, the nearest ladder first; rights are the caller's."""
    return [gap for ladder in ladders_of(firm.region) for gap in gaps_on(ladder, [firm])[firm.pk]]


def gaps_on(ladder: Ladder, firms: list[Organisation]) -> dict[int, list[Gap]]:
    """The grades of one ladder for each firm, with every fact read once."""
    asked = [condition for grade in ladder.grades for condition, _fill in grade.criteria]
    facts = facts_of(firms, asked)
    return {
        firm.pk: [
            Gap(
                ladder,
                grade,
                tuple(
                    Row(condition_check(condition, facts[firm.pk]), fill)
                    for condition, fill in grade.criteria
                ),
            )
            for grade in ladder.grades
        ]
        for firm in firms
    }
