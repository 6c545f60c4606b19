"""From one unit into another, exactly."""

from __future__ import annotations

from decimal import Context, Decimal
from functools import lru_cache

from matching.contracts import NOT_DETECTED, UnknownUnit
from matching.quantities.units import counts, parse_unit, registry

# Two ways of writing one quantity must be equal: a third of 亩 is no finite decimal.
_EXACT = Context(prec=20)
_SHARES_OF = frozenset({"wt%", "vol%", "mol%"})


def comparable(a: str, b: str) -> bool:
    """Whether two units measure the same kind of thing. A count is no share: 次 is not %."""
    if a == b or NOT_DETECTED in {a, b}:
        return True
    if a in _SHARES_OF and b in _SHARES_OF:
        return False
    try:
        same = parse_unit(a).dimensionality == parse_unit(b).dimensionality
    except UnknownUnit:
        return False
    return bool(same) and not (counts(a) and _share(b)) and not (counts(b) and _share(a))


def _share(unit: str) -> bool:
    return bool(unit) and not counts(unit) and parse_unit(unit).dimensionless


def convert(value: Decimal, unit: str, into: str, *, difference: bool = False) -> Decimal | None:
    """``value`` in the unit ``into``, to 20 digits; None where the units do not compare.

    ``difference``: a temperature is a distance between two, so 5 ℃ is 5 K.
    """
    if into == NOT_DETECTED or unit == into:
        return value
    if unit == NOT_DETECTED:
        return Decimal(0)
    if not comparable(unit, into):
        return None
    scale, offset = _to_base(unit)
    target_scale, target_offset = _to_base(into)
    base = value * scale + (0 if difference else offset - target_offset)
    return _EXACT.normalize(_EXACT.divide(base, target_scale))


@lru_cache(maxsize=2048)
def _to_base(unit: str) -> tuple[Decimal, Decimal]:
    """Scale and offset that lead from ``unit`` to the base units of its dimension."""
    quantity = registry().Quantity
    parsed = parse_unit(unit)
    offset = Decimal(quantity(Decimal(0), parsed).to_base_units().magnitude)
    return Decimal(quantity(Decimal(1), parsed).to_base_units().magnitude) - offset, offset
