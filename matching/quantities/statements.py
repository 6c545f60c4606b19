"""Finds the quantities that a text states: comparator, value, unit, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice

from matching.contracts import Comparator
from matching.normalisation import fold
from matching.quantities.comparators import comparator_after, comparator_before
from matching.quantities.units import normalise_unit, unit_known

_READ_AT_MOST = 200_000
_STATEMENTS_AT_MOST = 2_000

_NUMBER = r"[+\-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+\-−]?\d{1,3})?"
_TIMES_TEN = r"(?:\s*[×x*·]\s*10\s*\^?\s*(?P<{0}>[+\-−⁺⁻]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}}))?"
# A letter directly before would make it a name: PM2.5, H2O, M8.
_QUANTITY = re.compile(
    rf"(?:(?<![a-z0-9_.])|(?<=hrc)|(?<=hv)|(?<=hb)|(?<=ph))(?P<value>{_NUMBER}){_TIMES_TEN.format('ten')}"
    rf"(?:(?P<first_unit>[^\s\d,，;；。、]{{0,6}}?)\s*(?P<joint>±|\+/-|~|～|—|–|-|至|到)\s*"
    rf"(?P<other>{_NUMBER}){_TIMES_TEN.format('other_ten')})?",
    re.IGNORECASE,
)
_RELATIVE = frozenset({"%", "‰", "倍", "fold"})
_LARGEST_POWER = 40  # nobody measures more; 1e999 is a slip
_YEARS = frozenset({"年", "year"})
_FIRST_YEAR, _LAST_YEAR = 1900, 2100  # 2019年 is a date
_LARGE = {"千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "十亿": 9}
_LARGE_RE = re.compile(r"\s*(百万|千万|十亿|千|万|亿)")
_UNIT_SIGNS = re.compile(
    r"[^\s\d,，;；。、:：!！?？\"'“”《》<>≥≤=+|]"
    r"[^\s,，;；。、:：!！?？\"'“”《》<>≥≤=|]{0,15}"
)
_CHANGE = re.compile(
    r"(?:提高|提升|增加|增长|上升|降低|减少|下降|缩短|节约|节省|节能|increase|reduc|improv|lower|decreas)"
    r"(?![到至]| to)[^，,。;；]{0,6}$",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"(?:未|没有|不能|无法|尚未|not|never)[^，,。;；]{0,8}$", re.IGNORECASE)
_COMPARED = re.compile(
    r"(?:对照|现有|传统|国外|进口|同类|原有|目前市场|普通|conventional|existing|control group)"
    r"[^，,。;；]{0,16}$",
    re.IGNORECASE,
)
_FORMER = re.compile(r"(?:由|从|from)[^，,。;；\d]{0,4}$", re.IGNORECASE)
_CLAUSE = re.compile(r"[，,。；;！!？?\n（(）)]")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺−", "0123456789-+-")


@dataclass(frozen=True, slots=True)
class Statement:
    """A quantity in a text. ``start`` and ``end`` are its characters, ``context`` the words of its
    clause before it, folded; a ``change`` is relative to something else, an ``aside`` speaks of
    another sample or is denied.
    """

    comparator: Comparator
    value: Decimal
    value_max: Decimal | None
    unit: str
    start: int
    end: int
    clause_start: int
    context: str
    change: bool
    aside: bool


@lru_cache(maxsize=2048)
def statements(text: str) -> tuple[Statement, ...]:
    """Quantities in the order they stand in; at most 2,000 of the first 200,000 characters."""
    return tuple(islice(_Reader(text[:_READ_AT_MOST]).statements(), _STATEMENTS_AT_MOST))


class _Reader:
    """Reads words off the folded text and units off the text as written: S is not s."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = fold(text)

    def statements(self) -> Iterator[Statement]:
        folded, clause_start = self._folded, 0
        boundaries = [m.end() for m in _CLAUSE.finditer(folded)] + [len(folded) + 1]
        at = resume = 0
        while (match := _QUANTITY.search(folded, resume)) is not None:
            while boundaries[at] <= match.start():
                clause_start = boundaries[at]
                at += 1
            # "95%提高到99.2%" is no range: the second number is read on its own.
            unit = match["first_unit"]
            joined = bool(match["joint"]) and (not unit or _known_unit(unit) is not None)
            resume = match.end() if joined or not match["joint"] else match.start("first_unit")
            statement = self._statement(match, clause_start, resume, joined=joined)
            if statement is not None:
                yield statement

    def _statement(
        self, match: re.Match[str], clause_start: int, end: int, *, joined: bool
    ) -> Statement | None:
        first, second = _values(match, joined=joined)
        power, end = _large(self._folded, end)
        if abs(first.adjusted()) > _LARGEST_POWER:
            return None
        low, high = first.scaleb(power), None
        comparator, start = comparator_before(self._folded, clause_start, match.start())
        if second is not None:
            low, high = _interval(low, second.scaleb(power), match["joint"])
            comparator = Comparator.RANGE
            if low >= high:
                return None
        unit, end = self._unit(end)
        if not unit:
            unit, start = _unit_before(self._folded, start)
        if unit in _YEARS and not power and _FIRST_YEAR <= low <= _LAST_YEAR:
            return None
        after = comparator_after(self._folded, end)
        if after is not None:
            comparator, end = (comparator if second is not None else after[0]), after[1]
        before = self._folded[clause_start : match.start()]
        aside = any(pattern.search(before) for pattern in (_NEGATED, _COMPARED, _FORMER))
        change = unit in _RELATIVE and bool(_CHANGE.search(before))
        return Statement(
            comparator, low, high, unit, start, end, clause_start, before, change, aside
        )

    def _unit(self, at: int) -> tuple[str, int]:
        """The longest known unit right after a number, in one way of writing."""
        match = _UNIT_SIGNS.match(self._text, at + (1 if self._text[at : at + 1] == " " else 0))
        if match is None:
            return "", at
        written = match[0]
        for length in range(len(written), 0, -1):
            if length < len(written) and _splits_word(written, length):
                continue
            known = _known_unit(written[:length])
            if known is not None:
                return known, match.start() + length
        return "", at


def _interval(first: Decimal, second: Decimal, joint: str) -> tuple[Decimal, Decimal]:
    if joint in {"±", "+/-"}:
        return first - abs(second), first + abs(second)
    return first, second


def _values(match: re.Match[str], *, joined: bool) -> tuple[Decimal, Decimal | None]:
    other = match["other"] if joined else None
    return (
        _decimal(match["value"], match["ten"] or match["other_ten"] if other else match["ten"]),
        _decimal(other, match["other_ten"]) if other else None,
    )


def _decimal(digits: str, ten: str | None) -> Decimal:
    value = Decimal(digits.replace(",", "").replace("−", "-"))
    return value.scaleb(int(ten.translate(_SUPERSCRIPT))) if ten else value


def _large(text: str, at: int) -> tuple[int, int]:
    match = _LARGE_RE.match(text, at)
    return (_LARGE[match[1]], match.end()) if match else (0, at)


_BEFORE_NUMBER = {"hrc": "HRC", "hv": "HV", "hb": "HB", "ph": "pH"}
_UNIT_BEFORE = re.compile(r"(hrc|hv|hb|ph)\s*$")


def _unit_before(text: str, at: int) -> tuple[str, int]:
    """Hardness and acidity are written before their number: HRC58, pH 7."""
    match = _UNIT_BEFORE.search(text[max(0, at - 5) : at])
    return (_BEFORE_NUMBER[match[1]], at - len(match[0])) if match else ("", at)


def _splits_word(written: str, length: int) -> bool:
    """Whether cutting here would leave the rest of a Latin word."""
    a, b = written[length - 1], written[length]
    return a.isascii() and b.isascii() and a.isalpha() and b.isalpha()


@lru_cache(maxsize=4096)
def _known_unit(piece: str) -> str | None:
    return normalise_unit(piece) if unit_known(piece) else None
