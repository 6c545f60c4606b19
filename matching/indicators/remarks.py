"""What stands in parentheses or behind a number: a condition of it, or a wish of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from matching.contracts import Comparator
from matching.indicators.conditions import room_temperature
from matching.indicators.naming import name_of
from matching.quantities.conversion import comparable
from matching.quantities.statements import Statement, statements

_REMARK = re.compile(
    r"\s?[(（]([^()（）]{1,40})[)）]|\s?@\s?([^\s,，;；。、]{1,30})|"
    r"\s?\b((?:at|after|within|over|under) [^,，;；。、]{1,30})|"
    r"\s?(?:以内|之内|内)?(?:[^\W\d_]{2,6}|充)([至到]\s?\d{1,3}\s?%)|"
    r"\s?\b(to \d{1,3}\s?%(?: of (?:its|the)? ?[a-z]{3,20})?)"
)


def bounds(statement: Statement) -> bool:
    """Whether it bounds something or tells a change, where a bare number does neither."""
    return statement.comparator is not Comparator.EQ or statement.change is not None


def wished_inside(text: str, statement: Statement, found: Sequence[Statement]) -> bool:
    """Whether what stands in parentheses is wished itself, as in 电池(能量密度≥200 Wh/kg), and no
    remark on the number before: 黏度≤500 mPa·s(剪切速率≥10 s⁻¹).
    """
    if not bounds(statement):
        return False
    begin = opened(text, statement) - 1
    behind = any(other.end <= begin and not text[other.end : begin].strip() for other in found)
    concept = name_of(text[begin + 1 : statement.start]).concept
    return not behind or bool(concept and concept.good < 0)


def opened(text: str, statement: Statement) -> int:
    """Where the parentheses begin that a statement stands in; 0 outside of any."""
    return _openings(text)[statement.start]


@lru_cache(maxsize=256)
def _openings(text: str) -> tuple[int, ...]:
    """For each character where the innermost parentheses around it begin, 0 outside of any."""
    inside, begins = [], [0]
    for at, mark in enumerate(text):
        if mark in ")）" and len(begins) > 1:
            begins.pop()
        inside.append(begins[-1])
        if mark in "(（":
            begins.append(at + 1)
    return tuple(inside)


def remark_behind(text: str, statement: Statement) -> tuple[str, int]:
    """The condition behind a number, as in 黏度≤500 mPa·s(25℃) and ≤-120 dBc/Hz@10 kHz, and where
    it ends. The same once more in another unit is none: 80-100°C (175-210°F).
    """
    remark = _REMARK.match(text, statement.end)
    if remark is None or ((remark[4] or remark[5]) and not comparable(statement.unit or "m", "s")):
        return "", statement.end
    said = remark[remark.lastindex or 0]
    told = statements(said)
    if statement.unit and told and all(comparable(each.unit, statement.unit) for each in told):
        return (
            ("", remark.end())
            if all(each.unit != statement.unit for each in told)
            else ("", statement.end)
        )
    if any(map(bounds, told)) and wished_inside(text, _moved(told[0], remark), [statement]):
        return "", statement.end
    if not (told or room_temperature(said)):
        return "", statement.end
    return f"({said})", remark.end()


def _moved(statement: Statement, remark: re.Match[str]) -> Statement:
    place = remark.start(remark.lastindex or 0)
    return replace(statement, start=statement.start + place, end=statement.end + place)
