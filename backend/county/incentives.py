"""What a county is given for a jump to a better class and for places gained within its class.

Decided where the policy text says nothing, and told on the page of the scheme: a jump over two classes
is worth the cap; a county without a base year gets nothing; a jump and places are paid together, under
the common cap; lost places and a fall take nothing away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .schemes import Incentive
from .scoring import ranks_of


@dataclass(frozen=True, slots=True)
class Award:
    """Amounts in yuan: what the jump and the places are worth, and what is paid under the caps."""

    jump: int
    places: int
    total: int

    @property
    def capped(self) -> bool:
        """Whether the common cap took something off."""
        return self.jump + self.places > self.total


def award_of(rule: Incentive, *, last: str | None, this: str, gained: int) -> Award:
    """The amount of a county that was in class ``last`` (None without a base year), is in ``this`` and
    gained so many places within its class (below zero: lost)."""
    if last is None:
        return Award(0, 0, 0)
    jump = rule.jumps.get(f"{last}>{this}", 0)
    places = min(max(gained, 0) * rule.per_place, rule.cap_places)
    return Award(jump, places, min(jump + places, rule.cap_total))


def places_gained(
    this: Mapping[str, tuple[str, Decimal]], last: Mapping[str, Decimal]
) -> dict[str, int]:
    """Places gained by the counties that have scores in both years: among those of this year's class,
    the place by last year's score less the place by this year's. ``this``: county → (class, score)."""
    gained: dict[str, int] = {}
    for class_ in {found for found, _score in this.values()}:
        now = {c: score for c, (found, score) in this.items() if found == class_ and c in last}
        before = ranks_of({county: last[county] for county in now})
        after = ranks_of(now)
        gained |= {county: before[county] - after[county] for county in now}
    return gained
