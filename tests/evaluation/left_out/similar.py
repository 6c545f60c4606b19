"""Which of the ranker's signals tell that two achievements are alike.

Two that were graded at least fairly strong for one need are alike; one of them and one that was
graded unrelated are not. Each that answers a need is a query, and stands where the ranker has the
need. Copies of its title are left out: every signal finds them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.contracts import Profile
from matching.evaluation.bootstrap import Interval, Resamples
from matching.evaluation.measures import auc, ndcg_at_10
from matching.ranker import judge
from matching.release import Release, Scale
from matching.signals.base import Pairs
from tests.evaluation.left_out.standard import scale_of, standard
from tests.evaluation.token_size import Judged

WEAK, STRONG = 1, 2
STRIDE = 20  # a query with every so many-th achievement: 150,000 pairs tell a deviation
Weights = Mapping[str, float]
Values = Mapping[str, NDArray[np.float64]]
MIXES: Sequence[Weights] = (
    {"dense": 1, "lexical": 1, "lexical_title": 1, "late": 1, "late_title": 1},
    {"dense": 1, "lexical": 1, "late": 1, "late_title": 1},
    # The best by nDCG of all with weights 0, 0.5, 1 and 2: chosen on these needs, it flatters itself.
    {"lexical": 0.5, "late": 1, "late_title": 1},
    {"dense": 1, "late": 1, "late_title": 1},
    {"dense": 1, "lexical": 1},
    {"dense": 1, "lexical": 0.5},
    {"dense": 1, "lexical": 1, "lexical_title": 0.5},
    {"dense": 1, "lexical_title": 1},
)


@dataclass(frozen=True, slots=True)
class Query:
    """What was judged beside an achievement: which are alike, and each signal's scores (n,)."""

    need: int | str
    alike: NDArray[np.bool_]
    values: Values


@dataclass(frozen=True, slots=True)
class Told:
    """How well a mix tells, as means over needs of the means over their queries, with the paired
    differences from the release's weights.
    """

    weights: Weights
    ndcg_at_10: float
    ndcg_difference: Interval | None
    auc: float
    auc_difference: Interval | None


@dataclass(frozen=True, slots=True)
class Similar:
    """The needs and queries that were asked, and each mix: the release's own is the first."""

    needs: int
    queries: int
    mixes: Sequence[Told]


def similar(lists: Sequence[Judged], offers: Sequence[Profile], release: Release) -> Similar:
    """The release's weights, each signal alone, and ``MIXES``.

    Scores are standard ones by their mean and deviation over queries and unrelated achievements,
    levelled off as the ranker's are.
    """
    names = [signal.name for signal in release.likeness]
    queries, unrelated = [], []
    for query, found in _queries(lists, release):
        queries.append(found)
        unrelated.append(_values(query, _others(query, offers[::STRIDE]), release))
    scales = {n: scale_of(np.concatenate([values[n] for values in unrelated])) for n in names}
    own = {name: release.weights[name] for name in names}
    resamples = Resamples(len({query.need for query in queries}))
    before = _measured(queries, own, scales, release.bend)
    told = []
    for weights in (own, *({name: 1.0} for name in names), *MIXES):
        after = _measured(queries, weights, scales, release.bend)
        ndcg, by_auc = (round(float(column.mean()), 4) for column in after)
        intervals = [resamples.interval(column) for column in after - before]
        told.append(Told(weights, ndcg, intervals[0], by_auc, intervals[1]))
    return Similar(len(before[0]), len(queries), told)


def _queries(lists: Sequence[Judged], release: Release) -> Iterator[tuple[Profile, Query]]:
    for one in lists:
        known = {
            offer.id: (offer, grade >= STRONG)
            for offer, grade in zip(one.offers, one.grades, strict=True)
            if grade != WEAK
        }
        for query, answers in known.values():
            others = _others(query, [offer for offer, _ in known.values()])
            alike = np.array([known[other.id][1] for other in others], bool)
            if answers and alike.any() and not alike.all():
                yield query, Query(one.need.id, alike, _values(query, others, release))


def _others(query: Profile, offers: Sequence[Profile]) -> list[Profile]:
    return [offer for offer in offers if offer.texts["title"] != query.texts["title"]]


def _values(query: Profile, others: Sequence[Profile], release: Release) -> Values:
    return judge(Pairs(query, others, True), release).values


def _measured(
    queries: Sequence[Query], weights: Weights, scales: Mapping[str, Scale], bend: float
) -> NDArray[np.float64]:
    """Mean nDCG@10 and AUC of each need's queries, (2, needs)."""
    by_need: dict[int | str, list[tuple[float, float]]] = {}
    for query in queries:
        scores = np.zeros(len(query.alike))
        for name, weight in weights.items():
            scores += weight * standard(query.values[name], scales[name], bend)
        order = np.argsort(-scores, kind="stable")
        found = ndcg_at_10(query.alike[order].astype(float)), auc(scores, query.alike)
        by_need.setdefault(query.need, []).append(found)
    return np.array([np.mean(found, axis=0) for found in by_need.values()]).T
