"""Whether a candidate may take the place of the release in force.

Both rank the labelled offers of needs that the candidate never learnt from. It passes when it is
better with 95% confidence (paired bootstrap over needs, Efron and Tibshirani 1993) and nobody pays
for it: no slice, a direction, a pair of languages or a field, falls by more than ``MARGIN``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.evaluation.measures import ndcg_at_10
from matching.learning.labels import Id, Labels
from matching.normalisation import language_of
from matching.passages import whole_text

MARGIN = 0.02
NEEDS_AT_LEAST = 10
SLICE_AT_LEAST = 5  # fewer lists than that are shown, but decide nothing
_SAMPLES = 5_000


@dataclass(frozen=True, slots=True)
class Slice:
    """Mean nDCG@10 of both over the lists of a slice; ``decides`` where there are enough."""

    name: str
    lists: int
    present: float
    candidate: float
    decides: bool

    @property
    def difference(self) -> float:
        """Gained, or lost where negative."""
        return self.candidate - self.present


@dataclass(frozen=True, slots=True)
class GateReport:
    """What the comparison found. ``low`` and ``high`` bound the difference with 95% confidence;
    ``objections`` say why it did not pass.
    """

    present: str
    candidate: str
    needs: int
    present_ndcg: float
    candidate_ndcg: float
    low: float
    high: float
    margin: float
    slices: Sequence[Slice] = ()
    objections: Sequence[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether the candidate may be promoted."""
        return not self.objections

    @property
    def difference(self) -> float:
        """Mean gain over the held-back needs."""
        return self.candidate_ndcg - self.present_ndcg

    def as_record(self) -> dict[str, Any]:
        """Ready for JSON, as a release's record keeps it."""
        return asdict(self) | {"passed": self.passed}

    @classmethod
    def from_record(cls, told: Mapping[str, Any]) -> GateReport:
        """What ``as_record`` gave."""
        fields = {name: value for name, value in told.items() if name != "passed"}
        return cls(**fields | {"slices": [Slice(**row) for row in told["slices"]]})


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Distinct pairs: grades (n,), raw scores of both (n,), and the lists they stand in."""

    grades: NDArray[np.float64]
    present: NDArray[np.float64]
    candidate: NDArray[np.float64]
    ids: NDArray[np.str_]

    def gains(self, rows: Sequence[int]) -> tuple[float, float] | None:
        """nDCG@10 of both over one list; None where its grades agree."""
        grades = self.grades[list(rows)]
        if len(set(grades.tolist())) < 2:
            return None
        found = []
        for scores in (self.present, self.candidate):
            order = np.lexsort((self.ids[list(rows)], -scores[list(rows)]))
            found.append(ndcg_at_10(grades[order]))
        return found[0], found[1]


def compare_releases(
    labels: Labels,
    present: tuple[str, NDArray[np.float64]],
    candidate: tuple[str, NDArray[np.float64]],
    *,
    seed: int = 0,
    margin: float = MARGIN,
) -> GateReport:
    """Compares two releases, each given as its name and a raw score for every label (n,)."""
    pairs, keys = _pairs(labels, present[1], candidate[1])
    by_need = [pairs.gains(rows) for rows in _grouped([need for need, _ in keys]).values()]
    known = np.array([gains for gains in by_need if gains is not None]).reshape(-1, 2)
    low, high = paired_interval(known[:, 1] - known[:, 0], seed=seed)
    slices = _slices(labels, pairs, keys)
    means = known.mean(axis=0) if len(known) else np.zeros(2)
    return GateReport(
        present=present[0],
        candidate=candidate[0],
        needs=len(known),
        present_ndcg=round(float(means[0]), 4),
        candidate_ndcg=round(float(means[1]), 4),
        low=round(low, 4),
        high=round(high, 4),
        margin=margin,
        slices=slices,
        objections=_objections(len(known), low, slices, margin),
    )


def paired_interval(differences: NDArray[np.float64], *, seed: int) -> tuple[float, float]:
    """95% percentile interval of the mean of ``differences`` (n,); zeros for none."""
    if not len(differences):
        return 0.0, 0.0
    draws = np.random.default_rng(seed).integers(0, len(differences), (_SAMPLES, len(differences)))
    low, high = np.percentile(differences[draws].mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def _objections(needs: int, low: float, slices: Sequence[Slice], margin: float) -> list[str]:
    found = []
    if needs < NEEDS_AT_LEAST:
        found.append(f"only {needs} held-back needs could be compared, {NEEDS_AT_LEAST} are wanted")
    if low <= 0.0:
        found.append("not better with 95% confidence")
    found += [
        f"{s.name} falls by {-s.difference:.4f}, more than {margin}"
        for s in slices
        if s.decides and s.difference < -margin
    ]
    return found


def _pairs(
    labels: Labels, present: NDArray[np.float64], candidate: NDArray[np.float64]
) -> tuple[_Pairs, list[tuple[Id, Id]]]:
    """Each pair once, its grade the weighted mean of its labels."""
    rows = _grouped([(label.need_id, label.offer_id) for label in labels.labels])
    grades = [
        np.average(
            [labels.labels[i].grade for i in found],
            weights=[labels.labels[i].weight for i in found],
        )
        for found in rows.values()
    ]
    first = [found[0] for found in rows.values()]
    ids = np.array([f"{offer}\t{need}" for need, offer in rows])
    # Scores are compared as the ranker rounds contributions.
    return (
        _Pairs(np.array(grades), np.round(present, 9)[first], np.round(candidate, 9)[first], ids),
        list(rows),
    )


def _grouped(keys: Sequence[Any]) -> dict[Any, list[int]]:
    grouped: dict[Any, list[int]] = {}
    for row, key in enumerate(keys):
        grouped.setdefault(key, []).append(row)
    return grouped


def _slices(labels: Labels, pairs: _Pairs, keys: Sequence[tuple[Id, Id]]) -> list[Slice]:
    lists: dict[tuple[str, Id], list[int]] = {}
    for row, (need_id, offer_id) in enumerate(keys):
        need, offer = labels.needs[need_id], labels.offers[offer_id]
        spoken = language_of(whole_text(need.texts)), language_of(whole_text(offer.texts))
        for name in (f"need → {offer.kind}", "-".join(spoken), need.field or "no field"):
            lists.setdefault((name, f"need {need_id}"), []).append(row)
        lists.setdefault((f"{offer.kind} → need", f"offer {offer_id}"), []).append(row)
    found: dict[str, list[tuple[float, float]]] = {}
    for (name, _), rows in lists.items():
        gains = pairs.gains(rows)
        if gains is not None:
            found.setdefault(name, []).append(gains)
    slices = []
    for name, every in sorted(found.items()):
        present, candidate = np.mean(every, axis=0)
        enough = len(every) >= SLICE_AT_LEAST
        slices.append(
            Slice(name, len(every), round(float(present), 4), round(float(candidate), 4), enough)
        )
    return slices
