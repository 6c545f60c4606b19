"""What a bound allows and what a statement leaves possible, as intervals of exact decimals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from matching.contracts import Comparator

_INFINITE = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers from ``low`` to ``high``; an open end is not among them."""

    low: Decimal
    high: Decimal
    low_open: bool = False
    high_open: bool = False

    @classmethod
    def of(cls, comparator: Comparator, value: Decimal, value_max: Decimal | None) -> Interval:
        """What is as the comparator says; a range without an upper value is its lower one."""
        match comparator:
            case Comparator.GE:
                return cls(value, _INFINITE)
            case Comparator.GT:
                return cls(value, _INFINITE, low_open=True)
            case Comparator.LE:
                return cls(-_INFINITE, value)
            case Comparator.LT:
                return cls(-_INFINITE, value, high_open=True)
            case Comparator.RANGE if value_max is not None:
                return cls(value, value_max)
        return cls(value, value)

    def mapped(self, scale: Decimal, shift: Decimal) -> Interval:
        """With every number times ``scale`` plus ``shift``; a negative scale turns it round."""
        low, high = self.low * scale + shift, self.high * scale + shift
        if scale < 0:
            return Interval(high, low, self.high_open, self.low_open)
        return Interval(low, high, self.low_open, self.high_open)

    def within(self, other: Interval) -> bool:
        """Whether all of it lies in ``other``."""
        low = self.low > other.low or (
            self.low == other.low and (self.low_open or not other.low_open)
        )
        high = self.high < other.high or (
            self.high == other.high and (self.high_open or not other.high_open)
        )
        return low and high

    def apart(self, other: Interval) -> bool:
        """Whether nothing of it lies in ``other``."""
        return self._below(other) or other._below(self)

    def _below(self, other: Interval) -> bool:
        return self.high < other.low or (
            self.high == other.low and (self.high_open or other.low_open)
        )

    @property
    def bounded(self) -> bool:
        """Whether both ends are numbers."""
        return self.low.is_finite() and self.high.is_finite()

    def shortfall(self, wanted: Interval) -> Decimal | None:
        """How far this bounded interval, which lies outside, misses ``wanted``, as a share of the
        bound; None where that says nothing.
        """
        below = self.high <= wanted.low
        bound, nearest = (wanted.low, self.high) if below else (wanted.high, self.low)
        return abs(nearest - bound) / abs(bound) if bound and self.bounded else None

    def uncovered(self, wanted: Interval) -> Decimal:
        """The share of the bounded ``wanted`` that this interval leaves out."""
        width = wanted.high - wanted.low
        covered = min(self.high, wanted.high) - max(self.low, wanted.low)
        return 1 - max(covered, Decimal(0)) / width if width else Decimal(1)
