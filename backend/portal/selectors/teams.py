"""Teams for a need: offers that together meet indicators which none of them meets alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from backend.pairings.reasons import Brief
from matching import facade as matching
from matching.contracts import Level, Verdict

_ABOUT_THE_SAME = (Level.STRONG, Level.GOOD)


@dataclass(frozen=True, slots=True)
class Member:
    """A partner of a team, and the indicators that only they meet, in words."""

    brief: Brief
    gives: str


@dataclass(frozen=True, slots=True)
class Team:
    """Partners who complete each other: together they meet ``met`` of ``wanted`` indicators."""

    members: tuple[Member, ...]
    met: int
    wanted: int


def teams_of(briefs: Sequence[Brief]) -> tuple[Team, ...]:
    """Teams among a need's open pairings, best first."""
    names = next((_names(brief) for brief in briefs), ())
    # After the need's indicators changed, pairings not yet judged anew speak of other ones. Who only may
    # be about the same thing is no partner to propose.
    comparable = {
        b.pairing.pk: b for b in briefs if _names(b) == names and b.level in _ABOUT_THE_SAME
    }
    found = matching.teams(
        {
            pk: [
                Verdict.UNCLEAR if row.hidden else Verdict(row.verdict)
                for row in brief.indicators.rows
            ]
            for pk, brief in comparable.items()
        },
        {pk: brief.score for pk, brief in comparable.items()},
    )
    return tuple(
        Team(
            members=tuple(
                Member(comparable[pk], _(", ").join(names[i] for i in team.gives[pk]))
                for pk in team.members
            ),
            met=len(team.met),
            wanted=len(names),
        )
        for team in found
    )


def _names(brief: Brief) -> tuple[str, ...]:
    return tuple(row.name for row in brief.indicators.rows)
