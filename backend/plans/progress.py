"""How far an indicator is, against the share of the period that is gone: pure and exact.

Kinds differ in what "reached" means. A light compares the share of the way that is done with the share
of the period that is gone: green where it keeps pace, amber where it lags by less than fifteen points of
a hundred, red beyond. Of a period that is over, it is a verdict: met, nearly (95% and more), not met.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

ZERO, ONE = Decimal(0), Decimal(1)
LAG, NEARLY, ABOUT = Decimal("0.15"), Decimal("0.95"), Decimal("0.9")


class Kind(StrEnum):
    """What a target asks for."""

    LEVEL = "level"  # at least so much in the last year
    SHARE = "share"  # a share of another figure, in percent
    COVERAGE = "coverage"  # a share that is to become whole
    GROWTH = "growth"  # each year at least so many percent more, on average
    POINTS = "points"  # so many percentage points above the base
    CUMULATIVE = "cumulative"  # so much in all years together
    NEW = "new"  # so much new in each year
    RANGE = "range"  # between two numbers
    ABOUT = "about"  # around a number: a tenth less will do
    QUALITATIVE = "qualitative"  # judged in words


# A whole is the sum of its parts, so that what is handed down must add up.
ADDITIVE = frozenset({Kind.LEVEL, Kind.CUMULATIVE, Kind.NEW, Kind.ABOUT, Kind.RANGE})


class Light(StrEnum):
    """How it stands."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NONE = "none"  # no figure, or no target


@dataclass(frozen=True, slots=True)
class Progress:
    """The figure that counts, the share of the way that is done (None: not to be told), the share of the
    period that is gone, and the light."""

    actual: Decimal | None
    done: Decimal | None
    gone: Decimal
    light: Light
    over: bool

    @property
    def percent(self) -> Decimal | None:
        """The share done in percent, at most 100."""
        if self.done is None:
            return None
        return (min(max(self.done, ZERO), ONE) * 100).quantize(ONE, ROUND_HALF_UP)


def share_gone(starts: int, ends: int, last_year: int) -> Decimal:
    """Which share of the period is gone by the end of a year."""
    years = Decimal(min(max(last_year - starts + 1, 0), ends - starts + 1))
    return years / (ends - starts + 1)


def progress_of(
    kind: str,
    *,
    base: Decimal | None,
    target: Decimal | None,
    figures: Mapping[int, Decimal],
    starts: int,
    ends: int,
    over: bool,
) -> Progress:
    """How an indicator stands by its yearly figures. ``over`` says that the period is closed; a range is
    reached at its lower end, which ``target`` is."""
    known = {year: figure for year, figure in figures.items() if starts <= year <= ends}
    gone = ONE if over else share_gone(starts, ends, max(known, default=starts - 1))
    actual = _actual(kind, known)
    if actual is None or target is None or kind == Kind.QUALITATIVE:
        return Progress(actual, None, gone, Light.NONE, over)
    done = _done(kind, base, target, actual, len(known))
    return Progress(actual, done, gone, _light(kind, done, gone, over), over)


def _actual(kind: str, known: Mapping[int, Decimal]) -> Decimal | None:
    if not known:
        return None
    if kind == Kind.CUMULATIVE:
        return sum(known.values(), ZERO)
    if kind in (Kind.NEW, Kind.GROWTH):
        return (sum(known.values(), ZERO) / len(known)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return known[max(known)]


def _done(kind: str, base: Decimal | None, target: Decimal, actual: Decimal, years: int) -> Decimal:
    """The share of the way from the base to the target; from nothing where there is no base."""
    if kind in (Kind.NEW, Kind.GROWTH, Kind.CUMULATIVE):
        return actual / target if target else ONE
    start = base if base is not None else ZERO
    end = start + target if kind == Kind.POINTS else target
    if kind == Kind.ABOUT:
        end *= ABOUT
    if end == start:
        return ONE if actual >= end else ZERO
    return (actual - start) / (end - start)


def _light(kind: str, done: Decimal, gone: Decimal, over: bool) -> Light:
    # Of what is asked anew in each year the whole is due, whatever is gone of the period.
    due = ONE if over or kind in (Kind.NEW, Kind.GROWTH) else gone
    if done >= due:
        return Light.GREEN
    near = done >= NEARLY if over else done >= due - LAG
    return Light.AMBER if near else Light.RED
