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
from matching.quantities.numbers import Number, numbers
from matching.quantities.pieces import Piece, Pieces
from matching.quantities.roles import (
    Change,
    Role,
    change_of,
    control_marker,
    is_condition,
    is_former,
    others_marker,
)
from matching.quantities.unit_reading import (
    MONEY,
    as_meant,
    money_per,
    per_unit,
    unit_before,
)

_READ_AT_MOST = 200_000
_STATEMENTS_AT_MOST = 2_000
_LONGEST_CLAUSE = 120
# (486±22)MPa and (4.2~5.1)×10⁻⁶ are no remarks.
_ENCLOSED = re.compile(
    r"[(（](\s?[+-]?[\d.]+\s?(?:±|\+/-|[~～–—-])\s?[\d.]+\s?)[)）](?=\s?[%‰℃°×A-Za-zμµΩ])"
)
_NAME_BETWEEN = re.compile(
    r"\s?(?P<first>[≤<⩽≦≥>⩾≧])=?\s?(?P<name>[^\s≤<⩽≦≥>⩾≧,，。;；][^≤<⩽≦≥>⩾≧,，。;；]{0,40}?)\s?"
    r"(?P<sign>[≤<⩽≦≥>⩾≧])"
)
_SIGNED = frozenset({Comparator.LE, Comparator.LT, Comparator.GE, Comparator.GT})
_SAME_WAY = {sign: signs for signs in ("≤<⩽≦", "≥>⩾≧") for sign in signs}
_TOLERANCE = re.compile(r"(?:±|\+/-|正负)\s?$")
_PURITY = re.compile("纯度|高纯|purity")  # 4N are four nines
_NINES = frozenset(map(Decimal, range(2, 12)))
_ORDINAL = re.compile(r"第\s?$")
_NUMBERED = re.compile(r"(?:图|表|式|例|步骤|样品|方案|样|[(])\s?$")
_YEARS = frozenset({"年", "year"})
_FIRST_YEAR, _LAST_YEAR = 1900, 2100  # 2019年 is a date
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_KEPT = re.compile("[²³¹⁰⁴-⁹⁺⁻①-⓿，]")  # folded, they would join the number before


@dataclass(frozen=True, slots=True)
class Statement:
    """A quantity in a text. ``start`` and ``end`` are its characters, its comparator among them,
    and ``clause_start`` where its clause begins.

    ``better`` bounds a value whichever way is good, ``reached`` is what 达到 says, ``tolerance`` a
    bare ± value. ``named`` is where the name stands of a range with a sign on either side of it:
    5 μm≤D50≤8 μm. ``others`` is the word by which the clause speaks of another sample or state.
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
    named: tuple[int, int] | None = None


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
        self._pieces = Pieces(self._text, self._folded)

    def statements(self) -> Iterator[Statement]:
        waiting: Statement | None = None
        for statement in self._each():
            both = waiting and self._around_name(waiting, statement)
            if both:
                waiting = both
                continue
            if waiting is not None:
                yield waiting
            waiting = statement
        if waiting is not None:
            yield waiting

    def _each(self) -> Iterator[Statement]:
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

    def _around_name(self, one: Statement, other: Statement) -> Statement | None:
        """The range of 5 μm≤D50≤8 μm and 8>pH>6; None where no name stands between two signs."""
        if one.comparator is not Comparator.EQ or other.comparator not in _SIGNED:
            return None
        between = _NAME_BETWEEN.match(self._folded, one.end, other.end)
        if between is None or between.start("sign") < other.start:
            return None
        sign = between["sign"]
        if between["first"] not in _SAME_WAY[sign]:
            return None
        unit = other.unit or one.unit
        low = convert(one.value, one.unit or unit, unit)
        if low is None:
            return None
        low, high = (low, other.value) if sign in _SAME_WAY["<"] else (other.value, low)
        if low > high:
            return None
        return replace(
            other, comparator=Comparator.RANGE, value=low, value_max=high, unit=unit,
            start=one.start, clause_start=one.clause_start, role=Role.VALUE,
            named=between.span("name"),
        )  # fmt: skip

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
        piece = self._pieces.at(number, self._folded[clause_start : number.start])
        if piece is None:
            return None
        unit = piece.unit
        if not unit or unit.startswith("/"):
            leading, place = unit_before(self._folded, at)
            if leading in MONEY:
                leading, end = money_per(self._text, piece.end, leading, unit)
                piece = replace(piece, unit=leading, end=end)
            if leading:
                unit, at = leading, place
        bound = comparator_before(self._folded, clause_start, at)
        before = self._folded[clause_start : bound.start]
        if _ORDINAL.search(before) or (not unit and _NUMBERED.search(before)):
            return None
        start = bound.start
        if not unit:
            unit, start = unit_before(self._folded, start)
        if unit in _YEARS and _FIRST_YEAR <= piece.low <= _LAST_YEAR:
            return None
        words = self._folded[clause_start : number.start]
        if unit == "N" and _PURITY.search(words) and piece.low in _NINES:
            unit, piece = "%", replace(piece, low=100 - Decimal(10) ** (2 - piece.low))
        behind = self._folded[piece.end : piece.end + 8]
        unit = as_meant(per_unit(unit, words), before, behind=behind, value=piece.low)
        return self._bounded(
            Statement(
                bound.comparator, piece.low, piece.high, unit, start, piece.end,
                clause_start, better=bound.better, reached=bound.reached,
                tolerance=tolerance is not None,
            ),
            piece, bound, before,
        )  # fmt: skip

    def _bounded(self, statement: Statement, piece: Piece, bound: Bound, before: str) -> Statement:
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


def _follows(former: Statement, statement: Statement) -> bool:
    """Whether ``statement`` is what ``former`` became."""
    unit = former.unit.partition("/")[0] if "/" not in statement.unit else former.unit
    return unit in {"", statement.unit} and statement.start - former.end <= 16
