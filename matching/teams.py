"""Teams: complementary offers that together meet indicators which none of them meets alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from matching.contracts import Id, Team, Verdict

_LARGEST = 3  # partners that still agree on one contract
_CONSIDERED = 20  # best offers; every team among them is tried


def teams(
    verdicts: Mapping[Id, Sequence[Verdict]], scores: Mapping[Id, float], *, most: int
) -> list[Team[Id]]:
    """See ``facade.teams``."""
    ranked = sorted(verdicts, key=lambda offer: (-scores[offer], str(offer)))[:_CONSIDERED]
    met = {
        offer: frozenset(i for i, v in enumerate(verdicts[offer]) if v == Verdict.MET)
        for offer in ranked
    }
    alone = max((len(indicators) for indicators in met.values()), default=0)
    found = [
        _team(members, met)
        for size in range(2, _LARGEST + 1)
        for members in combinations(ranked, size)
        if _each_needed(members, met)
    ]
    better = [team for team in found if len(team.met) > alone]
    better.sort(key=lambda t: (-len(t.met), len(t.members), -sum(scores[m] for m in t.members)))
    return better[:most]


def _team(members: Sequence[Id], met: Mapping[Id, frozenset[int]]) -> Team[Id]:
    gives = {
        member: tuple(sorted(met[member] - _met_by_others(member, members, met)))
        for member in members
    }
    return Team(tuple(members), frozenset().union(*(met[m] for m in members)), gives)


def _each_needed(members: Sequence[Id], met: Mapping[Id, frozenset[int]]) -> bool:
    return all(met[m] - _met_by_others(m, members, met) for m in members)


def _met_by_others(
    member: Id, members: Sequence[Id], met: Mapping[Id, frozenset[int]]
) -> frozenset[int]:
    return frozenset().union(*(met[m] for m in members if m != member))
