"""The needs that a ranker serves worst, with what it put above what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.contracts import Profile
from matching.evaluation.sample import Judged, Sample

_NEEDS = 20
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Placed:
    """An achievement in a ranked list; ``grade`` None where nobody judged it."""

    place: int
    id: int | str
    title: str
    grade: int | None


@dataclass(frozen=True, slots=True)
class WorstNeed:
    """A need with the first of its list, and the relevant ones that come after them.

    The list holds the judged achievements, as nDCG sees them, or the whole corpus for a need with
    too few judged ones; ``value`` is nDCG@10, or else one over the rank of the first relevant one.
    """

    id: int | str
    title: str
    text: str
    measure: str
    value: float
    first: Sequence[Placed]
    missed: Sequence[Placed]


@dataclass(frozen=True, slots=True)
class NeedResult:
    """What a run keeps of each need: scores (corpus,) as in ``Judged.measured``."""

    need: Profile
    judged: Judged
    scores: NDArray[np.float64]
    listed: NDArray[np.float64]


def worst_needs(
    results: Sequence[NeedResult], sample: Sample, offers: Sequence[Profile]
) -> list[WorstNeed]:
    """The twenty lowest by nDCG@10, or by reciprocal rank where no need has an nDCG."""
    values = sample.values
    by_ndcg = bool((~np.isnan(values[:, 0])).any())
    measure, column = ("ndcg_at_10", values[:, 0]) if by_ndcg else ("mrr", values[:, 3])
    order = np.lexsort((values[:, 1], column))
    known = [int(i) for i in order if not np.isnan(column[i])]
    return [
        _worst(results[i], measure, float(column[i]), offers)
        for i in known[:_NEEDS]
        if column[i] < 1.0
    ]


def _worst(result: NeedResult, measure: str, value: float, offers: Sequence[Profile]) -> WorstNeed:
    judged = result.judged
    if measure == "ndcg_at_10":
        order = judged.order(result.scores, judged.those)
    else:
        order = judged.order(result.listed, np.arange(len(offers)))
    placed = [
        Placed(
            place,
            offers[i].id,
            offers[i].texts.get("title") or next(filter(None, offers[i].texts.values()), ""),
            int(judged.grades[i]) if judged.grades[i] >= 0 else None,
        )
        for place, i in enumerate(order.tolist(), 1)
        if place <= _SHOWN or judged.relevant[i]
    ]
    need = result.need
    return WorstNeed(
        id=need.id,
        title=need.texts.get("title", ""),
        text=" ".join(text for name, text in need.texts.items() if name != "title" and text),
        measure=measure,
        value=round(value, 4),
        first=placed[:_SHOWN],
        missed=placed[_SHOWN:],
    )
