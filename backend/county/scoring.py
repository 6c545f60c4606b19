"""From figures to scores, ranks and classes: pure, exact and in any order the same.

Decimals throughout. A figure becomes a share between 0 and 1, rounded to twelve places; a score is the
weighted sum of shares in points of the scale, rounded to two places, and that rounded score is shown,
classified and ranked. Ties share a rank and the next is skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal, localcontext

from .schemes import Indicator, Scheme

Figures = Mapping[str, Mapping[str, Decimal | None]]  # county → indicator → figure
Column = Mapping[str, Decimal | None]  # county → figure of one indicator
EXACT = Context(prec=34, rounding=ROUND_HALF_UP)
SHARE, SHOWN = Decimal("1e-12"), Decimal("0.01")
ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Cell:
    """What an indicator gives a county: its share of the best, the weight that it has there (another
    one where missing figures are shared out), and the points."""

    share: Decimal
    weight: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Scored:
    """A county's score as it is shown, its place among all and within its class, and its parts."""

    score: Decimal
    class_: str
    rank: int
    class_rank: int
    cells: Mapping[str, Cell]


def _goalposts(one: Indicator, column: Column) -> dict[str, Decimal]:
    return _between(column, one.low, one.high)


def _min_max(one: Indicator, column: Column) -> dict[str, Decimal]:
    known = [figure for figure in column.values() if figure is not None]
    if not known or min(known) == max(known):
        return {county: ONE for county, figure in column.items() if figure is not None}
    return _between(column, min(known), max(known))


def _best_ratio(one: Indicator, column: Column) -> dict[str, Decimal]:
    best = max((figure for figure in column.values() if figure is not None), default=ZERO)
    return _between(column, ZERO, best) if best > 0 else _between(column, ZERO, ONE)


def _rank_share(one: Indicator, column: Column) -> dict[str, Decimal]:
    known = {county: figure for county, figure in column.items() if figure is not None}
    most = max(len(known) - 1, 1)
    below = {c: sum(other < figure for other in known.values()) for c, figure in known.items()}
    return {county: Decimal(n) / most for county, n in below.items()}


_NORMALISATIONS: dict[str, Callable[[Indicator, Column], dict[str, Decimal]]] = {
    "goalposts": _goalposts,
    "min_max": _min_max,
    "best_ratio": _best_ratio,
    "rank_share": _rank_share,
}


def scores_of(scheme: Scheme, figures: Figures) -> dict[str, Scored]:
    """Every county's score, class and places. A figure that is missing is None or left out."""
    with localcontext(EXACT):
        cells = _cells(scheme, figures)
        shown = {county: _score(scheme, row) for county, row in cells.items()}
    ranks = ranks_of(shown)
    classes = {county: scheme.class_of(score) for county, score in shown.items()}
    within: dict[str, int] = {}
    for code, _bound in scheme.classes:
        within |= ranks_of({c: score for c, score in shown.items() if classes[c] == code})
    return {
        county: Scored(score, classes[county], ranks[county], within[county], cells[county])
        for county, score in shown.items()
    }


def ranks_of(scores: Mapping[str, Decimal]) -> dict[str, int]:
    """Places from 1; who ties shares a place, and the next is skipped."""
    ordered = sorted(scores.values(), reverse=True)
    first: dict[Decimal, int] = {}
    for place, score in enumerate(ordered, start=1):
        first.setdefault(score, place)
    return {county: first[score] for county, score in scores.items()}


def median_of(numbers: Sequence[Decimal]) -> Decimal | None:
    """The middle one, or the mean of the two in the middle; None of nothing."""
    if not numbers:
        return None
    ordered = sorted(numbers)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    with localcontext(EXACT):
        return (ordered[middle - 1] + ordered[middle]) / 2


def rank_spread(
    scheme: Scheme, figures: Figures, by: Decimal = Decimal("0.1")
) -> dict[str, tuple[int, int]]:
    """The best and the worst place of each county when one weight after the other is raised and
    lowered by a tenth, the others making up for it."""
    with localcontext(EXACT):
        cells = _cells(scheme, figures)
        best = ranks_of({county: _score(scheme, row) for county, row in cells.items()})
        worst = dict(best)
        for one in scheme.indicators:
            for factor in (ONE - by, ONE + by):
                places = ranks_of(
                    {c: _score(scheme, row, one.code, factor) for c, row in cells.items()}
                )
                for county, place in places.items():
                    best[county] = min(best[county], place)
                    worst[county] = max(worst[county], place)
    return {county: (best[county], worst[county]) for county in best}


def figure_for(one: Indicator, share: Decimal) -> Decimal:
    """The figure that is worth this share between the goalposts, on the side that is worth no less."""
    with localcontext(EXACT):
        if one.direction == "down":
            return (one.high - share * (one.high - one.low)).quantize(one.step, ROUND_FLOOR)
        return (one.low + share * (one.high - one.low)).quantize(one.step, ROUND_CEILING)


def _cells(scheme: Scheme, figures: Figures) -> dict[str, dict[str, Cell]]:
    normalise = _NORMALISATIONS[scheme.normalisation]
    shares: dict[str, dict[str, Decimal | None]] = {county: {} for county in figures}
    for one in scheme.indicators:
        column = {county: row.get(one.code) for county, row in figures.items()}
        found = normalise(one, column)
        middle = median_of(list(found.values())) or ZERO
        for county in figures:
            share = found.get(county)
            if share is not None and one.direction == "down":
                share = ONE - share
            if share is None and scheme.missing != "share_out":
                share = middle if scheme.missing == "median" else ZERO
            shares[county][one.code] = None if share is None else share.quantize(SHARE)
    return {county: _weighted(scheme, row) for county, row in shares.items()}


def _weighted(scheme: Scheme, shares: Mapping[str, Decimal | None]) -> dict[str, Cell]:
    """The weight of a missing figure goes to the others of its first-level indicator; where all of
    them are missing they are worth nothing."""
    cells = {}
    for level in scheme.levels:
        members = [one for one in scheme.indicators if one.of == level.code]
        known = sum((one.weight for one in members if shares[one.code] is not None), ZERO)
        for one in members:
            share = shares[one.code]
            if share is None:
                cells[one.code] = Cell(ZERO, ZERO if known else one.weight, ZERO)
                continue
            weight = one.weight * level.weight / known
            cells[one.code] = Cell(share, weight, share * weight)
    return cells


def _score(
    scheme: Scheme, cells: Mapping[str, Cell], changed: str = "", factor: Decimal = ONE
) -> Decimal:
    if scheme.aggregation == "geometric":
        return _geometric(scheme, cells, changed, factor)
    points = weights = ZERO
    for code, cell in cells.items():
        times = factor if code == changed else ONE
        points += cell.points * times
        weights += cell.weight * times
    return (points * scheme.scale / weights).quantize(SHOWN)


def _geometric(scheme: Scheme, cells: Mapping[str, Cell], changed: str, factor: Decimal) -> Decimal:
    """The weighted geometric mean of the first-level indicators, each the mean of its own."""
    score, whole, parts = ONE, ZERO, []
    for level in scheme.levels:
        points = weights = ZERO
        for one in scheme.indicators:
            if one.of == level.code:
                times = factor if one.code == changed else ONE
                points += cells[one.code].points * times
                weights += cells[one.code].weight * times
        parts.append((points / weights if weights else ZERO, weights))
        whole += weights
    for share, weight in parts:
        score *= share ** (weight / whole) if share else ZERO
    return (score * scheme.scale).quantize(SHOWN)


def _between(column: Column, low: Decimal, high: Decimal) -> dict[str, Decimal]:
    return {
        county: min(max((figure - low) / (high - low), ZERO), ONE)
        for county, figure in column.items()
        if figure is not None
    }
