"""Whether a value was measured where the need wants it: 600℃下, 室温."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from matching.contracts import Comparator
from matching.indicators.intervals import Interval
from matching.quantities.conversion import comparable, convert
from matching.quantities.statements import Statement, statements

_ROOM = re.compile(r"室温|常温|room temperature|ambient")
_ROOM_TEMPERATURE = Interval(Decimal(15), Decimal(35))
_CLOSE = Decimal("0.05")
_CELSIUS = "℃"

Condition = tuple[str, Interval]


def wanted_conditions(name: str) -> list[Condition]:
    """The conditions that an indicator's name tells."""
    return conditions_of(name, statements(name))


def conditions_of(words: str, measured: Sequence[Statement]) -> list[Condition]:
    """Unit and interval of each quantity ``measured`` under, and what ``words`` say of it."""
    found = [_condition(s) for s in measured if s.unit]
    if room_temperature(words) and not any(comparable(unit, _CELSIUS) for unit, _span in found):
        found.append((_CELSIUS, _ROOM_TEMPERATURE))
    return found


def room_temperature(words: str) -> bool:
    """Whether ``words`` speak of the temperature of a room."""
    return _ROOM.search(words) is not None


def contradict(wanted: Sequence[Condition], measured: Sequence[Condition]) -> bool:
    """Whether a wanted condition and one of the same kind have nothing in common. A condition that
    is not told contradicts none.
    """
    for unit, interval in wanted:
        alike = [
            _converted(other, other_unit, unit)
            for other_unit, other in measured
            if comparable(other_unit, unit)
        ]
        if alike and all(other.apart(interval) for other in alike):
            return True
    return False


def untold(wanted: Sequence[Condition], measured: Sequence[Condition]) -> bool:
    """Whether the need names a condition of which nothing was measured."""
    return any(
        not any(comparable(unit, other) for other, _interval in measured)
        for unit, _interval in wanted
    )


def _condition(statement: Statement) -> Condition:
    if statement.comparator is Comparator.EQ:
        slack = abs(statement.value) * _CLOSE
        return statement.unit, Interval(statement.value - slack, statement.value + slack)
    return statement.unit, Interval.of(statement.comparator, statement.value, statement.value_max)


def _converted(interval: Interval, unit: str, into: str) -> Interval:
    ends = [
        convert(end, unit, into) if end.is_finite() else end
        for end in (interval.low, interval.high)
    ]
    low, high = (end if end is not None else Decimal(0) for end in ends)
    return Interval(low, high, interval.low_open, interval.high_open)
