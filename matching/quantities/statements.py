"""Finds the quantities that a text states: comparator, value, unit, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from matching.contracts import Comparator
from matching.normalisation import fold
from matching.quantities.units import unit_known, unit_names

_READ_AT_MOST = 200_000
_STATEMENTS_AT_MOST = 2_000

_NUMBER = r"[+\-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[+\-−]?\d{1,3})?"
_TIMES_TEN = r"(?:\s*[×x*·]\s*10\s*\^?\s*(?P<{0}>[+\-−⁺⁻]?[\d⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,3}}))?"
_QUANTITY = re.compile(
    rf"(?:(?<![a-z0-9_.])|(?<=hrc)|(?<=hv)|(?<=hb)|(?<=ph))(?P<value>{_NUMBER}){_TIMES_TEN.format('ten')}"
    rf"(?:(?P<first_unit>[^\s\d,，;；。、]{{0,6}}?)\s*(?P<joint>±|\+/-|~|～|—|–|-|至|到)\s*"
    rf"(?P<other>{_NUMBER}){_TIMES_TEN.format('other_ten')})?",
    re.IGNORECASE,
)
# A letter or a digit directly before would make it a name: PM2.5, H2O, M8.
_BEFORE: tuple[tuple[str, Comparator], ...] = (
    (r"(?:≥|>=|=>|⩾|≧|不低于|不少于|不小于|不短于|大于等于|大于或等于|至少|最少|at least|no less than|not less than|minimum(?: of)?)", Comparator.GE),
    (r"(?:≤|<=|=<|⩽|≦|不高于|不大于|不超过|不多于|不长于|小于等于|小于或等于|至多|最多|最大|控制在|at most|no more than|not more than|up to|maximum(?: of)?)", Comparator.LE),
    (r"(?:>|高于|大于|超过|多于|优于|长于|突破|above|over|more than|greater than|exceed(?:s|ing)?)", Comparator.GT),
    (r"(?:<|低于|小于|少于|短于|不足|低至|below|under|less than|within)", Comparator.LT),
)  # fmt: skip
_BETWEEN = r"\s*(?:或?等于|为|是|达到|达|约|在|of|is|are|[:=：])?\s*"
_BEFORE_RE = [(re.compile(words + _BETWEEN + r"$", re.IGNORECASE), c) for words, c in _BEFORE]
_AFTER: tuple[tuple[re.Pattern[str], Comparator], ...] = (
    (re.compile(r"\s*(?:及|或|及其)?(?:以上|之上|or more|or above|\+(?!\d))", re.IGNORECASE), Comparator.GE),
    (re.compile(r"\s*(?:及|或|及其)?(?:以下|以内|之内|之下|or less|or below)", re.IGNORECASE), Comparator.LE),
)  # fmt: skip
_LARGE = {"千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "十亿": 9}
_LARGE_RE = re.compile(r"\s*(百万|千万|十亿|千|万|亿)(?![\u4e00-\u9fff]*瓦时表)")
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
    folded = fold(text[:_READ_AT_MOST])
    found: list[Statement] = []
    for statement in _found(folded):
        found.append(statement)
        if len(found) == _STATEMENTS_AT_MOST:
            break
    return tuple(found)


def _found(text: str) -> Iterator[Statement]:
    clause_start = 0
    boundaries = [m.end() for m in _CLAUSE.finditer(text)] + [len(text) + 1]
    at = resume = 0
    while (match := _QUANTITY.search(text, resume)) is not None:
        while boundaries[at] <= match.start():
            clause_start = boundaries[at]
            at += 1
        # "95%提高到99.2%" is no range: the second number is read on its own.
        joined = bool(match["joint"]) and _joins(match["first_unit"])
        resume = match.end() if joined or not match["joint"] else match.start("first_unit")
        statement = _statement(text, match, clause_start, resume, joined=joined)
        if statement is not None:
            yield statement


def _joins(first_unit: str) -> bool:
    return not first_unit or _known_unit(first_unit) is not None


def _statement(
    text: str, match: re.Match[str], clause_start: int, end: int, *, joined: bool
) -> Statement | None:
    first, second = _values(match, joined=joined)
    power, end = _large(text, end)
    unit, end = _unit(text, end)
    before = text[clause_start : match.start()]
    comparator, start = _comparator_before(text, clause_start, match.start())
    if not unit:
        unit, start = _unit_before(text, start)
    for pattern, meaning in _AFTER:
        after = pattern.match(text, end)
        if after:
            comparator, end = meaning, after.end()
    first = first.scaleb(power)
    if second is not None:
        second = second.scaleb(power)
        low, high = _interval(first, second, match["joint"])
        if low >= high:
            return None
        return _made(Comparator.RANGE, low, high, unit, start, end, clause_start, before)
    return _made(comparator, first, None, unit, start, end, clause_start, before)


def _made(
    comparator: Comparator,
    low: Decimal,
    high: Decimal | None,
    unit: str,
    start: int,
    end: int,
    clause_start: int,
    before: str,
) -> Statement:
    relative = unit in {"percent", "fold", "%", "倍", "‰"}
    aside = any(pattern.search(before) for pattern in (_NEGATED, _COMPARED, _FORMER))
    change = relative and bool(_CHANGE.search(before))
    return Statement(comparator, low, high, unit, start, end, clause_start, before, change, aside)


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


def _original(unit: str) -> str:
    return _written_units().get(unit, unit)


@lru_cache(maxsize=1)
def _written_units() -> dict[str, str]:
    """Folding lowers "MPa" to "mpa"; what is left of common units, to the unit meant."""
    units = dict.fromkeys(unit_names().values())
    return {fold(unit): unit for unit in units} | {fold(n): u for n, u in unit_names().items()}


def _unit(text: str, at: int) -> tuple[str, int]:
    """The longest known unit right after a number."""
    match = _UNIT_SIGNS.match(text, at + (1 if text[at : at + 1] == " " else 0))
    if match is None:
        return "", at
    written = match[0]
    for length in range(len(written), 0, -1):
        piece = written[:length]
        if length < len(written) and _splits_word(written, length):
            continue
        known = _known_unit(piece)
        if known is not None:
            return known, match.start() + length
    return "", at


_UNIT_BEFORE = re.compile(r"(hrc|hv|hb|ph)\s*$")


def _unit_before(text: str, at: int) -> tuple[str, int]:
    """Hardness and acidity are written before their number: HRC58, pH 7."""
    match = _UNIT_BEFORE.search(text[max(0, at - 5) : at])
    return (_original(match[1]), at - len(match[0])) if match else ("", at)


def _splits_word(written: str, length: int) -> bool:
    """Whether cutting here would leave the rest of a Latin word."""
    a, b = written[length - 1], written[length]
    return a.isascii() and b.isascii() and a.isalpha() and b.isalpha()


@lru_cache(maxsize=4096)
def _known_unit(piece: str) -> str | None:
    if piece in _written_units():
        return _written_units()[piece]
    rebuilt = re.sub(r"[^\W\d_]+|%", lambda m: _original(m[0]), piece)
    for candidate in (rebuilt, piece):
        if unit_known(candidate):
            return candidate
    return None


def _comparator_before(text: str, clause_start: int, at: int) -> tuple[Comparator, int]:
    window = max(clause_start, at - 24)
    for pattern, comparator in _BEFORE_RE:
        match = pattern.search(text[window:at])
        if match:
            return comparator, window + match.start()
    return Comparator.EQ, at
