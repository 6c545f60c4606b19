"""Finds the quantities that a text states: comparator, value, unit, role, and where they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import islice

from matching.contracts import Comparator
from matching.normalisation import fold
from matching.quantities.clauses import clause_starts
from matching.quantities.comparators import Bound, better_after, comparator_after, comparator_before
from matching.quantities.conversion import convert
from matching.quantities.numbers import Number, large, number_at, numbers
from matching.quantities.roles import (
    Change,
    Role,
    change_of,
    changing,
    control_marker,
    is_condition,
    is_former,
    others_marker,
)
from matching.quantities.unit_reading import as_meant, per_unit, unit_after, unit_before

_READ_AT_MOST = 200_000
_STATEMENTS_AT_MOST = 2_000
_LONGEST_CLAUSE = 120
_JOINT = re.compile(
    r"\s?(?P<tolerance>±|\+/-)\s?|\s?(?:~|—+|–|―|-|(?P<to>至|到|to\b)|(?P<and>和|与|and\b))\s?"
)
# (486±22)MPa and (4.2~5.1)×10⁻⁶ are no remarks.
_ENCLOSED = re.compile(
    r"[(（](\s?[+-]?[\d.]+\s?(?:±|\+/-|[~～–—-])\s?[\d.]+\s?)[)）](?=\s?[%‰℃°×A-Za-zμµΩ])"
)
_APART = re.compile(r"(?:介于|between)\s?$")
_TOLERANCE = re.compile(r"(?:±|\+/-)\s?$")
_RATIO = re.compile(r"\s?[:比]\s?(\d{1,9}(?:\.\d{1,9})?)(?![\d:])")
_DILUTED = re.compile(r"效价|滴度|titer|titre")  # the higher, the more it can be diluted
_RATIOS = re.compile(f"比|{_DILUTED.pattern}")
_ORDINAL = re.compile(r"第\s?$")
_NUMBERED = re.compile(r"(?:图|表|式|例|步骤|样品|方案|样|[(])\s?$")
_MORE = re.compile(r"\s?[多余](?!量)")
_YEARS = frozenset({"年", "year"})
_FIRST_YEAR, _LAST_YEAR = 1900, 2100  # 2019年 is a date
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_KEPT = re.compile("[²³¹⁰⁴-⁹⁺⁻①-⓿，]")  # folded, they would join the number before


@dataclass(frozen=True, slots=True)
class Statement:
    """A quantity in a text. ``start`` and ``end`` are its characters, its comparator among them,
    and ``clause_start`` where its clause begins.

    ``better`` bounds a value whichever way is good, ``reached`` is what 达到 says, ``tolerance`` a
    bare ± value. ``others`` is the word by which the clause speaks of another sample or state.
    ``former`` is the value before that the text tells in the same breath.
    """

    comparator: Comparator
    value: Decimal
    value_max: Decimal | None
    unit: str
    start: int
    end: int
    clause_start: int
    role: Role = Role.VALUE
    change: Change | None = None
    others: str = ""
    better: bool = False
    reached: bool = False
    tolerance: bool = False
    former: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _Piece:
    """A number with what belongs to it, before it is known how it is bounded."""

    low: Decimal
    high: Decimal | None
    unit: str
    end: int
    former: bool = False
    more: bool = False
    change: Change | None = None


@lru_cache(maxsize=2048)
def statements(text: str) -> tuple[Statement, ...]:
    """Quantities in the order they stand in; at most 2,000 of the first 200,000 characters."""
    return tuple(islice(_Reader(text[:_READ_AT_MOST]).statements(), _STATEMENTS_AT_MOST))


def fold_numbers(text: str) -> str:
    """``text`` folded at the same length, raised and circled digits and full-width commas left."""
    folded = fold(text)
    if not _KEPT.search(text):
        return folded
    return "".join(a if _KEPT.match(a) else b for a, b in zip(text, folded, strict=True))


class _Reader:
    """Reads words off the folded text and units off the text as written: S is not s."""

    def __init__(self, text: str) -> None:
        text = _ENCLOSED.sub(r" \1 ", text)
        self._text = text.translate(_NARROW)
        self._folded = fold_numbers(text)
        self._clauses = clause_starts(self._folded)

    def statements(self) -> Iterator[Statement]:
        done = 0
        former: Statement | None = None
        for number in numbers(self._folded):
            if number.start < done:
                continue
            statement = self._statement(number)
            if statement is None:
                continue
            done = statement.end
            if former is not None and _follows(former, statement):
                unit = former.unit or statement.unit
                statement = replace(statement, former=former.value, unit=unit)
            former = statement if statement.role is Role.FORMER else None
            yield statement

    def _clause_start(self, at: int) -> int:
        positions, starts = self._clauses
        start = starts[bisect_right(positions, at) - 1]
        return max(start, at - _LONGEST_CLAUSE)

    def _statement(self, number: Number) -> Statement | None:
        clause_start = self._clause_start(number.start)
        at = number.start
        tolerance = _TOLERANCE.search(self._folded[max(clause_start, at - 4) : at])
        if tolerance is not None:
            at = max(clause_start, at - 4) + tolerance.start()
        bound = comparator_before(self._folded, clause_start, at)
        before = self._folded[clause_start : bound.start]
        piece = self._piece(number, self._folded[clause_start : number.start])
        if piece is None or _ORDINAL.search(before):
            return None
        if not piece.unit and _NUMBERED.search(before):
            return None
        unit, start = piece.unit, bound.start
        if not unit:
            unit, start = unit_before(self._folded, start)
        if unit in _YEARS and _FIRST_YEAR <= piece.low <= _LAST_YEAR:
            return None
        unit = as_meant(per_unit(unit, before), before)
        return self._bounded(
            Statement(
                bound.comparator, piece.low, piece.high, unit, start, piece.end,
                clause_start, better=bound.better, reached=bound.reached,
                tolerance=tolerance is not None,
            ),
            piece, bound, before,
        )  # fmt: skip

    def _bounded(self, statement: Statement, piece: _Piece, bound: Bound, before: str) -> Statement:
        """With the comparator that follows, and the role."""
        comparator, end = bound.comparator, piece.end
        after = comparator_after(self._folded, end)
        better_end = better_after(self._folded, end)
        if better_end is not None:
            comparator, end = Comparator.GT, better_end
        elif after is not None:
            comparator, end = after[0], after[1]
        elif piece.more and comparator is Comparator.EQ:
            comparator = Comparator.GE
        if piece.high is not None:
            comparator = Comparator.RANGE
        following = self._folded[piece.end : end + 16]
        change = piece.change or change_of(before, following, statement.unit)
        role = Role.VALUE
        if piece.former or is_former(before, following, ranged=piece.high is not None):
            role = Role.FORMER
        elif change is not None:
            role = Role.CHANGE
        elif is_condition(before, following) or self._in_parentheses(statement):
            role = Role.CONDITION
        return replace(
            statement, comparator=comparator, end=end, role=role,
            better=statement.better or better_end is not None,
            change=change if role is Role.CHANGE else None,
            others=control_marker(before) if role is Role.CHANGE else others_marker(before),
        )  # fmt: skip

    def _in_parentheses(self, statement: Statement) -> bool:
        """Whether parentheses hold nothing but the quantity: 常温(25℃), unless it is a share."""
        before = self._folded[statement.start - 1 : statement.start]
        after = self._folded[statement.end : statement.end + 1]
        return before in {"(", "（"} and after in {")", "）"} and statement.unit not in {"", "%"}

    def _piece(self, number: Number, before: str) -> _Piece | None:
        first = self._single(number)
        ratio = _RATIO.match(self._folded, number.end) if _RATIOS.search(before[-8:]) else None
        if ratio is not None and _DILUTED.search(before[-8:]) and number.value:
            return _Piece(Decimal(ratio[1]) / number.value, None, "", ratio.end())
        if ratio is not None and Decimal(ratio[1]):
            return _Piece(number.value / Decimal(ratio[1]), None, "", ratio.end())
        if first is None or number.direction:
            return replace(first, change=Change(number.direction)) if first else None
        joint = _JOINT.match(self._folded, first.end)
        second = self._second(joint) if joint is not None else None
        if joint is None or second is None:
            return first
        return self._joined(number, first, joint, second, before)

    def _second(self, joint: re.Match[str]) -> tuple[Number, _Piece] | None:
        number = number_at(self._folded, joint.end())
        piece = self._single(number) if number is not None else None
        return (number, piece) if number is not None and piece is not None else None

    def _single(self, number: Number) -> _Piece | None:
        """A number with its 万 and its unit; None for a Chinese numeral that nothing follows."""
        power, end = self._large(number.end)
        more = _MORE.match(self._folded, end)
        if more is not None:
            power, end = (power, more.end()) if power else large(self._folded, more.end())
        unit, end = (number.unit, end) if number.unit else self._unit(number, end)
        if number.spelt and not unit and (number.end - number.start < 2 or self._latin(number)):
            return None
        return _Piece(number.value.scaleb(power), None, unit, end, more=more is not None)

    def _large(self, end: int) -> tuple[int, int]:
        """The 千 of 千克 belongs to the unit."""
        if self._folded.startswith("千", end) and unit_after(self._text, end)[0]:
            return 0, end
        return large(self._folded, end)

    def _unit(self, number: Number, end: int) -> tuple[str, int]:
        lone = number.spelt and number.end - number.start == 1 and end == number.end
        return unit_after(self._text, end, lone=lone)

    def _latin(self, number: Number) -> bool:
        return self._folded[number.start].isascii()

    def _joined(
        self,
        number: Number,
        first: _Piece,
        joint: re.Match[str],
        second: tuple[Number, _Piece],
        before: str,
    ) -> _Piece:
        other, piece = second
        unit = piece.unit or first.unit
        if first.unit and piece.unit and first.unit != piece.unit:
            converted = _in_unit(first, piece, joint)
            if converted is None:
                return first
            piece = converted
            other, unit = replace(other, value=piece.low, ten=0), first.unit
        if joint["and"] and not (
            _APART.search(before) or self._folded.startswith("之间", piece.end)
        ):
            return first
        low, high = _one_power(number, first, other, piece)
        if joint["tolerance"]:
            return _Piece(low - abs(high), low + abs(high), unit, piece.end)
        if joint["to"] and is_former(before) and (high < low or changing(before)):
            return replace(first, unit=unit, former=True)
        if low == high:
            return _Piece(low, None, unit, piece.end)
        return _Piece(min(low, high), max(low, high), unit, piece.end)


def _in_unit(first: _Piece, second: _Piece, joint: re.Match[str]) -> _Piece | None:
    """The second number in the first one's unit: 2.4 GHz ± 50 MHz, 220 V ± 10 %."""
    if joint["tolerance"] and second.unit == "%":
        return replace(second, low=abs(first.low) * second.low / 100)
    value = convert(second.low, second.unit, first.unit, difference=bool(joint["tolerance"]))
    return None if value is None else replace(second, low=value)


def _one_power(
    number: Number, first: _Piece, other: Number, second: _Piece
) -> tuple[Decimal, Decimal]:
    """The ends of a range: in 3~5万 and 1~5×10⁻⁶ the power belongs to both."""
    low, high = first.low, second.low
    power = high.adjusted() - other.value.adjusted() + other.ten if high and other.value else 0
    if first.unit or number.ten or first.low != number.value or not power:
        return low, high
    scaled = low.scaleb(power)
    return (scaled, high) if power < 0 or scaled <= high else (low, high)


def _follows(former: Statement, statement: Statement) -> bool:
    """Whether ``statement`` is what ``former`` became."""
    unit = former.unit.partition("/")[0] if "/" not in statement.unit else former.unit
    return unit in {"", statement.unit} and statement.start - former.end <= 16
