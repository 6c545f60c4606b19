"""A wanted bound against what is reached, in exact decimals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation, Overflow

from matching.contracts import Comparator, Indicator, UnknownUnit, Verdict
from matching.quantities.units import parse_unit, registry

_NEARLY = Decimal("0.1")
_SAME = Decimal("0.01")  # equal, for a wanted value without a comparator


@dataclass(frozen=True, slots=True)
class Reached:
    """What an offer states, whoever wrote it: as an indicator or in a sentence."""

    comparator: Comparator
    value: Decimal
    value_max: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """``converted`` is the reached value in the wanted unit, ``gap`` its relative distance to the
    bound where it misses.
    """

    verdict: Verdict
    converted: Decimal | None = None
    gap: float | None = None


_NOT_COMPARABLE = Comparison(Verdict.UNCLEAR)


def comparable(wanted: str, reached: str) -> bool:
    """Whether two units measure the same thing."""
    try:
        a, b = parse_unit(wanted), parse_unit(reached)
    except UnknownUnit:
        return wanted == reached
    return bool(a.dimensionality == b.dimensionality)


def compare(wanted: Indicator, reached: Reached) -> Comparison:
    """The verdict. ``UNCLEAR`` where units differ in kind or an open bound says too little."""
    try:
        low = _convert(reached.value, reached.unit, wanted.unit)
        high = low
        if reached.value_max is not None:
            high = _convert(reached.value_max, reached.unit, wanted.unit)
        if low is None or high is None or not (low.is_finite() and high.is_finite()):
            return _NOT_COMPARABLE
        if not wanted.value.is_finite():
            return _NOT_COMPARABLE
        verdict, bound, nearest = _judge(wanted, reached.comparator, low, high)
    except (InvalidOperation, Overflow):
        return _NOT_COMPARABLE
    converted = None if reached.unit == wanted.unit else low
    if verdict is not Verdict.MISSED:
        return Comparison(verdict, converted)
    if bound == 0:
        return Comparison(Verdict.MISSED, converted)
    gap = abs(nearest - bound) / abs(bound)
    verdict = Verdict.NEARLY if gap <= _NEARLY else Verdict.MISSED
    return Comparison(verdict, converted, float(gap))


def _convert(value: Decimal, unit: str, into: str) -> Decimal | None:
    if unit == into:
        return value
    try:
        source, target = parse_unit(unit), parse_unit(into)
    except UnknownUnit:
        return None
    if source.dimensionality != target.dimensionality:
        return None
    converted = registry().Quantity(value, source).to(target).magnitude
    return Decimal(converted).normalize() if converted else Decimal(0)


def _judge(
    wanted: Indicator, stated: Comparator, low: Decimal, high: Decimal
) -> tuple[Verdict, Decimal, Decimal]:
    """Verdict, the bound that decided, and the reached value nearest to it."""
    bound = wanted.value
    match wanted.comparator:
        case Comparator.GE | Comparator.GT:
            strict = wanted.comparator is Comparator.GT and stated is not Comparator.GT
            return _at_least(bound, stated, low, high, strict=strict)
        case Comparator.LE | Comparator.LT:
            strict = wanted.comparator is Comparator.LT and stated is not Comparator.LT
            mirrored = _at_least(-bound, _MIRROR[stated], -high, -low, strict=strict)
            return mirrored[0], bound, -mirrored[2]
        case Comparator.RANGE:
            upper = bound if wanted.value_max is None else wanted.value_max
            return _within(bound, upper, low, high)
        case _:
            tolerance = abs(bound) * _SAME
            return _within(bound - tolerance, bound + tolerance, low, high)


_MIRROR = {
    Comparator.GE: Comparator.LE,
    Comparator.GT: Comparator.LT,
    Comparator.LE: Comparator.GE,
    Comparator.LT: Comparator.GT,
    Comparator.EQ: Comparator.EQ,
    Comparator.RANGE: Comparator.RANGE,
}


def _at_least(
    bound: Decimal, stated: Comparator, low: Decimal, high: Decimal, *, strict: bool
) -> tuple[Verdict, Decimal, Decimal]:
    met = low > bound if strict else low >= bound
    if stated in {Comparator.LE, Comparator.LT}:
        # "at most 5" can not reach 6, and may or may not reach 4.
        reaches = high >= bound
        return (Verdict.UNCLEAR if reaches else Verdict.MISSED), bound, high
    if met:
        return Verdict.MET, bound, low
    if high > bound:
        return Verdict.UNCLEAR, bound, high
    return Verdict.MISSED, bound, high


def _within(
    lower: Decimal, upper: Decimal, low: Decimal, high: Decimal
) -> tuple[Verdict, Decimal, Decimal]:
    inside = lower <= low and high <= upper
    covers = low <= lower and upper <= high
    if inside or covers:
        return Verdict.MET, lower, low
    if high < lower:
        return Verdict.MISSED, lower, high
    if low > upper:
        return Verdict.MISSED, upper, low
    return Verdict.UNCLEAR, lower, low
