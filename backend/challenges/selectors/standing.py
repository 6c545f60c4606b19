"""What the reviews come to: scores, ranks, and how strictly each reviewer scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from statistics import fmean, pstdev

from backend.challenges.kinds import Criterion
from backend.challenges.models import Assignment, Call, Entry, Reviewer

WHOLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An entry with the mean of each criterion and the weighted total, None while something is
    missing; ``adjusted`` is the total with each reviewer's strictness taken out."""

    entry: Entry
    means: dict[str, float | None]
    total: float | None
    adjusted: float | None
    rank: int | None
    reviews: int
    done: int

    @property
    def columns(self) -> list[float | None]:
        """The means in the order of the criteria."""
        return list(self.means.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How a reviewer scores: mean and spread of the own totals, and how far they lie above (+) or
    below (-) what the others gave the same entries; None where nobody else scored them."""

    reviewer: Reviewer
    assigned: int
    done: int
    mean: float | None
    spread: float | None
    offset: float | None


def unscored(call: Call) -> int:
    """How many assigned reviews of entries that take part are not done."""
    open_reviews = Assignment.objects.filter(entry__call=call, done_at__isnull=True)
    return open_reviews.filter(entry__state=Entry.State.HANDED_IN).count()


def standing_of(call: Call, entries: Collection[Entry]) -> list[Standing]:
    """The entries with their scores, the best first; those without a total last."""
    criteria = call.terms.criteria
    reviews = _done(call)
    offsets = {row.reviewer.pk: row.offset or 0.0 for row in calibration_of(call)}
    judged = sum(c.weight for c in criteria if not c.lowest_price) / WHOLE
    lowest = min((e.price for e in entries if e.live and e.price), default=None)
    found = []
    for entry in entries:
        own = reviews.get(entry.pk, [])
        means = {c.name: _mean(c, entry, own, lowest) for c in criteria}
        total = _total(criteria, means)
        shift = judged * fmean(offsets[row.reviewer_id] for row in own) if own else 0.0
        found.append((entry, means, total, None if total is None else total - shift, len(own)))
    found.sort(key=lambda row: (not row[0].live, -(row[2] or -1.0), row[0].code))
    assigned: dict[int, int] = defaultdict(int)
    for pk in Assignment.objects.filter(entry__call=call).values_list("entry_id", flat=True):
        assigned[pk] += 1
    standings, rank = [], 0
    for entry, means, total, adjusted, done in found:
        ranked = entry.live and total is not None
        rank += ranked
        standings.append(
            Standing(
                entry=entry, means=means, total=total, adjusted=adjusted,
                rank=rank if ranked else None, reviews=assigned[entry.pk], done=done,
            )
        )  # fmt: skip
    return standings


def calibration_of(call: Call) -> list[Calibration]:
    """Every reviewer of a call, by name."""
    weights = {c.name: c.weight for c in call.terms.criteria if not c.lowest_price}
    totals: dict[int, dict[int, float]] = defaultdict(dict)  # entry → reviewer → total
    for entry_id, rows in _done(call).items():
        for row in rows:
            totals[entry_id][row.reviewer_id] = _own_total(row, weights)
    assigned: dict[int, int] = defaultdict(int)
    for pk in Assignment.objects.filter(entry__call=call).values_list("reviewer_id", flat=True):
        assigned[pk] += 1
    people = call.reviewers.select_related("user").order_by("user__name", "pk")
    return [_calibrated(reviewer, totals, assigned[reviewer.pk]) for reviewer in people]


def _calibrated(
    reviewer: Reviewer, totals: dict[int, dict[int, float]], assigned: int
) -> Calibration:
    own = [given[reviewer.pk] for given in totals.values() if reviewer.pk in given]
    apart = [
        given[reviewer.pk] - fmean(v for pk, v in given.items() if pk != reviewer.pk)
        for given in totals.values()
        if reviewer.pk in given and len(given) > 1
    ]
    return Calibration(
        reviewer=reviewer,
        assigned=assigned,
        done=len(own),
        mean=fmean(own) if own else None,
        spread=pstdev(own) if len(own) > 1 else None,
        offset=fmean(apart) if apart else None,
    )


def _done(call: Call) -> dict[int, list[Assignment]]:
    found: dict[int, list[Assignment]] = defaultdict(list)
    rows = Assignment.objects.filter(entry__call=call, done_at__isnull=False)
    for row in rows.prefetch_related("scores").order_by("pk"):
        found[row.entry_id].append(row)
    return found


def _mean(
    criterion: Criterion, entry: Entry, reviews: list[Assignment], lowest: object
) -> float | None:
    if criterion.lowest_price:
        if not entry.price or not lowest:
            return None
        return float(lowest) / float(entry.price) * WHOLE  # type: ignore[arg-type]
    given = [s.value for row in reviews for s in row.scores.all() if s.criterion == criterion.name]
    return fmean(given) if given else None


def _total(criteria: Collection[Criterion], means: dict[str, float | None]) -> float | None:
    if any(means[c.name] is None for c in criteria):
        return None
    return sum(c.weight * (means[c.name] or 0.0) for c in criteria) / WHOLE


def _own_total(row: Assignment, weights: dict[str, int]) -> float:
    whole = sum(weights.values()) or 1
    return sum(weights.get(s.criterion, 0) * s.value for s in row.scores.all()) / whole
