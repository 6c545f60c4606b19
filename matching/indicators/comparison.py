"""A wanted bound against what is reached, in exact decimals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation, Overflow

from matching.contracts import Comparator, Indicator, Verdict
from matching.indicators.intervals import Interval
from matching.quantities.conversion import convert

_NEARLY = Decimal("0.1")
_SAME = Decimal("0.01")  # equal, for a wanted value without a comparator


@dataclass(frozen=True, slots=True)
class Reached:
    """What an offer states, whoever wrote it: as an indicator or in a sentence. ``better`` bounds
    it whichever way the need wants.
    """

    comparator: Comparator
    value: Decimal
    value_max: Decimal | None
    unit: str
    better: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """``converted`` is the reached value in the wanted unit, ``converted_max`` the upper one of a
    range, ``gap`` the relative distance to the bound where it misses.
    """

    verdict: Verdict
    converted: Decimal | None = None
    converted_max: Decimal | None = None
    gap: float | None = None

    def undecided(self) -> Comparison:
        """Of several values of which some lie within the bound and some do not."""
        return replace(self, verdict=Verdict.UNCLEAR, gap=None)


NOT_COMPARABLE = Comparison(Verdict.UNCLEAR)


def compare(
    wanted: Indicator, reached: Reached, *, covers: bool = False, difference: bool = False
) -> Comparison:
    """The verdict. ``UNCLEAR`` where units differ in kind or what is stated decides nothing.

    ``covers``: a range is a capability, so a wanted one has to be covered whole. ``difference``: a
    temperature is a distance between two.
    """
    try:
        low = convert(reached.value, reached.unit, wanted.unit, difference=difference)
        high = None
        if reached.value_max is not None:
            high = convert(reached.value_max, reached.unit, wanted.unit, difference=difference)
        if low is None or not (low.is_finite() and wanted.value.is_finite()):
            return NOT_COMPARABLE
        bound = _wanted(wanted)
        said = Interval.of(_comparator(wanted, reached), low, high)
        verdict, gap = _judge(wanted, bound, said, covers=covers)
    except (InvalidOperation, Overflow):
        return NOT_COMPARABLE
    same = reached.unit == wanted.unit
    return Comparison(
        verdict, None if same else low, None if same else high, None if gap is None else float(gap)
    )


def _comparator(wanted: Indicator, reached: Reached) -> Comparator:
    """优于 bounds the way that the need wants; at least as good, never better than said."""
    if not reached.better:
        return reached.comparator
    return Comparator.LE if wanted.comparator in {Comparator.LE, Comparator.LT} else Comparator.GE


def _wanted(wanted: Indicator) -> Interval:
    if wanted.comparator is Comparator.EQ:
        tolerance = abs(wanted.value) * _SAME
        return Interval(wanted.value - tolerance, wanted.value + tolerance)
    return Interval.of(wanted.comparator, wanted.value, wanted.value_max)


def _judge(
    wanted: Indicator, bound: Interval, said: Interval, *, covers: bool
) -> tuple[Verdict, Decimal | None]:
    ranged = said.bounded and said.low < said.high
    if ranged and covers:
        return _covering(bound, said)
    if covers and bound.bounded and wanted.comparator is Comparator.RANGE and said.within(bound):
        return Verdict.UNCLEAR, None  # one temperature says nothing of the others
    if said.within(bound):
        return Verdict.MET, None
    if ranged and wanted.comparator is Comparator.RANGE and bound.within(said):
        return Verdict.MET, None
    if not said.apart(bound):
        return Verdict.UNCLEAR, None
    gap = said.shortfall(bound)
    if gap is None:
        return Verdict.MISSED, None
    return _missed(gap), gap


def _covering(bound: Interval, said: Interval) -> tuple[Verdict, Decimal | None]:
    """A capability reaches a single bound with its far end, and a range with both."""
    if not bound.bounded:
        if not said.apart(bound):
            return Verdict.MET, None
        gap = said.shortfall(bound)
    else:
        if bound.within(said):
            return Verdict.MET, None
        gap = said.uncovered(bound)
    return (Verdict.MISSED if gap is None else _missed(gap)), gap


def _missed(gap: Decimal) -> Verdict:
    return Verdict.NEARLY if gap <= _NEARLY else Verdict.MISSED
