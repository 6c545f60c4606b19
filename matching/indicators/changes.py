"""A wanted change, such as 能耗降低 20%, against a change or against a value before and after."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from matching.contracts import Comparator, Indicator, Verdict
from matching.indicators.comparison import NOT_COMPARABLE, Comparison, Reached, compare
from matching.quantities.roles import Change, change_of
from matching.quantities.statements import Statement

_ORDERS = "个数量级"
_POINTS = "个百分点"
_RELATIVE = frozenset({"%", "‰", "倍", "fold", _ORDERS})
_FOLDS = frozenset({"倍", "fold"})
_ORDERS_AT_MOST = 12


def wanted_change(wanted: Indicator) -> Change | None:
    """The change that an indicator's name wants: 运维成本降低, 减重, cost reduction."""
    return change_of(wanted.name.lower(), "", wanted.unit)


def compare_change(wanted: Indicator, change: Change, said: Statement) -> Comparison:
    """The verdict; ``UNCLEAR`` where a value is told and not what it was before."""
    reached = _reached(said, change)
    if reached is None:
        return NOT_COMPARABLE
    direction, value = reached
    if direction != change.direction:
        return Comparison(Verdict.MISSED)
    if wanted.unit not in _RELATIVE:
        difference = _difference(said)
        return (
            NOT_COMPARABLE if difference is None else compare(wanted, difference, difference=True)
        )
    if wanted.unit == _ORDERS:
        return compare(wanted, _in_orders(value, direction))
    return compare(_in_percent(wanted, change), value)


def _reached(said: Statement, change: Change) -> tuple[int, Reached] | None:
    if said.change is None:
        return _from_before_and_after(said)
    comparator, unit = said.comparator, "%"
    ends = [said.value] if said.value_max is None else [said.value, said.value_max]
    shares = [_share(end, said.unit, said.change) for end in ends]
    if any(share is None for share in shares):
        shares, unit = list(ends), said.unit
    low, *high = sorted(share for share in shares if share is not None)
    return said.change.direction, Reached(comparator, low, high[0] if high else None, unit)


def _from_before_and_after(said: Statement) -> tuple[int, Reached] | None:
    if said.former is None or not said.former or said.value_max is not None:
        return None
    share = 100 * (said.value - said.former) / abs(said.former)
    direction = 1 if share > 0 else -1
    return direction, Reached(Comparator.EQ, round(abs(share), 6), None, "%")


def _difference(said: Statement) -> Reached | None:
    """The change in its own unit; None where only a share of what was is told."""
    if said.change is not None:
        told = Reached(said.comparator, said.value, said.value_max, said.unit)
        return None if said.unit in _RELATIVE else told
    if said.former is None or said.value_max is not None:
        return None
    unit = {"%": _POINTS, "dB(A)": "dB"}.get(said.unit, said.unit)
    return Reached(Comparator.EQ, abs(said.value - said.former), None, unit)


def _share(value: Decimal, unit: str, change: Change) -> Decimal | None:
    """The change in per cent of what was; None for an absolute one."""
    if unit == _ORDERS and abs(value) <= _ORDERS_AT_MOST:
        power = Decimal(10) ** (value if change.direction > 0 else -value)
        return abs(power - 1) * 100
    percent = value * 100 if unit in _FOLDS else value if unit == "%" else None
    if percent is None or not change.multiple:
        return percent
    return abs(percent - 100)


def _in_percent(wanted: Indicator, change: Change) -> Indicator:
    upper = None if wanted.value_max is None else _share(wanted.value_max, wanted.unit, change)
    value = _share(wanted.value, wanted.unit, change)
    return wanted if value is None else replace(wanted, value=value, value_max=upper, unit="%")


def _in_orders(reached: Reached, direction: int) -> Reached:
    """90 % less is one order of magnitude."""
    if reached.unit != "%" or reached.value_max is not None:
        return reached
    left = 1 + direction * reached.value / 100
    orders = round(abs(left.log10()), 6) if left > 0 else _ORDERS_AT_MOST
    return Reached(reached.comparator, Decimal(orders), None, _ORDERS)
