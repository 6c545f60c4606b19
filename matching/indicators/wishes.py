"""Reads the indicators that a need states in free text: "材料密度≥1.80 g/cm³"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from matching.contracts import Comparator, Indicator, UnparsableIndicator
from matching.indicators.directions import bounded
from matching.indicators.remarks import bounds, opened, remark_behind, wished_inside
from matching.indicators.wish_names import (
    LONGEST_NAME,
    name_before,
    name_of_wish,
    names_listed,
    without_brackets,
)
from matching.quantities.conversion import comparable
from matching.quantities.roles import Role
from matching.quantities.spacing import spaced
from matching.quantities.statements import Statement, statements

LONGEST = 2_000  # characters of a text that is read at once
_TWO_SIGNS = re.compile(r"[≥≤⩾⩽≧≦]\s*[≥≤⩾⩽≧≦<>=]+|[<>]\s*[≥≤⩾⩽≧≦<>]|[<>]=\s*[<>=≥≤]")
_FOLLOWS_A_NUMBER = re.compile(
    r"[\s,，。;；:：!！?？、)）\]】%]|$|的|且|并|和|与|及|或|以|之|内|左右|范围|可|为|时|下|后|前|起|多|余|"
    r"[\u3400-\u9fff]|of\b|or\b|and\b|at\b|in\b|for\b|to\b|with\b|under\b|after\b|on\b|over\b|within\b|when\b|during\b|by\b|from\b|[(（~～±+]"
)
_UNIT_WORD = re.compile(r"[A-Za-zμµΩ°℃%/·^\d\-]+|[\u3400-\u9fff]{1,4}")
_UNIT_GOES_ON = re.compile(r"[/·*^]\S{1,12}")
_BETWEEN_VALUES = re.compile(r"\s*(?:[、,，/]|和|与|及|以及|and|,\s*and)\s*")


@dataclass(frozen=True, slots=True)
class Wish:
    """An indicator and the characters ``start`` to ``end`` of the text that states it."""

    indicator: Indicator
    start: int
    end: int


@lru_cache(maxsize=4096)
def wishes(text: str, *, stated: bool = False) -> tuple[Wish, ...]:
    """The indicators that ``text`` wants, at least one.

    "达到" asks for at least, or at most where less is better (响应时间达到 5 ms); a bare number for the
    same where it is known which way is good, and for just that otherwise. Two bounds without a name
    between them are one range. ``stated``: by an offer, so that a number is just that, and a change
    or another's value is none. Raises UnparsableIndicator, also for more than ``LONGEST`` characters.
    """
    read = spaced(text)
    if len(read.text) > LONGEST:
        raise UnparsableIndicator(text, text[:40], "the text is too long")
    try:
        found = _wishes(read.text, stated)
    except UnparsableIndicator as refused:
        raise UnparsableIndicator(text, refused.part, refused.problem) from refused
    return tuple(
        Wish(each.indicator, read.origin(each.start), read.origin(each.end)) for each in found
    )


def _wishes(text: str, stated: bool) -> list[Wish]:
    signs = _TWO_SIGNS.search(text)
    if signs is not None:
        raise UnparsableIndicator(text, signs[0], "two comparators for one number")
    found: list[Wish] = []
    said = _of_offer(_stated(text), text) if stated else _stated(text)
    for run in _runs(text, said):
        listed = _listed(text, run, found[-1].end if found else 0, stated)
        if listed:
            found += listed
            continue
        for statement in run:
            # What stands in the remark of the last one is said.
            if not found or statement.start >= found[-1].end:
                _add(text, statement, found, stated)
    return _in_one_unit(text, found)


def _in_one_unit(text: str, found: list[Wish]) -> list[Wish]:
    """With the unit that stands in brackets behind a list: COD≤50，氨氮≤5（mg/L）."""
    unit = found[-1].indicator.unit if found else ""
    if not unit or text[found[-1].end - 1] not in ")）" or len(found) < 2:
        return found
    return [
        each if each.indicator.unit else replace(each, indicator=replace(each.indicator, unit=unit))
        for each in found
    ]


def _runs(text: str, said: Sequence[Statement]) -> Iterator[list[Statement]]:
    """Values that follow one another with nothing but commas and "and" between them."""
    run: list[Statement] = []
    for statement in said:
        if run and not _BETWEEN_VALUES.fullmatch(text, run[-1].end, statement.start):
            yield run
            run = []
        run.append(statement)
    if run:
        yield run


def _listed(text: str, run: Sequence[Statement], floor: int, stated: bool) -> list[Wish]:
    """The wishes of a list: A、B分别≥1、2 and A、B均≥1; empty where there is none."""
    first, last = run[0], run[-1]
    names = (
        []
        if first.start < floor
        else names_listed(text, floor, first.start, len(run), text[last.end : last.end + 20])
    )
    if not names:
        return []
    bound = first if first.comparator is not Comparator.EQ or len(run) == 1 else last
    values = [*run] if len(run) > 1 else [first] * len(names)
    _check_unit(text, last)
    shared = [
        replace(
            value,
            comparator=bound.comparator if value.comparator is Comparator.EQ else value.comparator,
            unit=value.unit or ("pH" if name.lower() == "ph" else last.unit),
            better=bound.better,
            reached=bound.reached,
        )
        for name, value in zip(names, values, strict=True)
    ]
    start = max(floor, text.find(names[0], floor, first.start))
    return [
        Wish(_wanted(name, value, stated), start, last.end)
        for name, value in zip(names, shared, strict=True)
    ]


def _add(text: str, statement: Statement, found: list[Wish], stated: bool) -> None:
    """Put what a statement wishes behind ``found``, or into its last where it only bounds that."""
    _check_unit(text, statement)
    inside = opened(text, statement)
    floor = max(found[-1].end if found else 0, inside)
    start, name = name_of_wish(text, statement, floor, first=not found)
    if not name and inside:
        start, name = name_before(text, 0, inside - 1)  # 高纯度(≥98%)
    if name:
        remark, end = remark_behind(text, statement)
        wanted = _wanted(_apart(name, found, start) + remark, statement, stated)
        found.append(Wish(wanted, start, end))
    elif found:
        found[-1] = _both(text, found[-1], statement)
    else:
        raise UnparsableIndicator(text, text[:40], "the number has no name before it")


def _apart(name: str, found: Sequence[Wish], start: int) -> str:
    """``name`` without the parentheses that hold wishes of their own."""
    inside = any(start < wish.end for wish in found[-4:])
    return without_brackets(name).strip() or name if inside else name


def _wanted(name: str, statement: Statement, stated: bool) -> Indicator:
    indicator = Indicator(
        name[-LONGEST_NAME:], statement.comparator, statement.value, statement.unit,
        statement.value_max,
    )  # fmt: skip
    return indicator if stated else bounded(indicator, statement)


def _stated(text: str) -> Sequence[Statement]:
    found = statements(text)
    own = [s for s in found if not opened(text, s) or wished_inside(text, s, found)]
    said = [s for s in own if s.role in {Role.VALUE, Role.CHANGE}] or own[-1:]
    last = {s.clause_start: s.start for s in said if bounds(s)}
    said = [s for s in said if not _names_another(s, last)]
    if not said:
        digits = re.search(r"\d\S*", text)
        problem = "the number cannot be read" if digits else "no number"
        raise UnparsableIndicator(text, digits[0] if digits else text[:40], problem)
    return said


def _of_offer(said: Sequence[Statement], text: str) -> Sequence[Statement]:
    own = [s for s in said if s.role is Role.VALUE and not s.others]
    if not own:
        raise UnparsableIndicator(text, text[:40], "no value of its own")
    return own


def _names_another(statement: Statement, last: Mapping[int, int]) -> bool:
    """Whether a bare number belongs to the name of the bounded one behind it: 5C 容量≥120 mAh/g.
    ``last`` is where the last bounded one of a clause starts.
    """
    behind = last.get(statement.clause_start, 0)
    return statement.comparator is Comparator.EQ and behind > statement.end


def _check_unit(text: str, statement: Statement) -> None:
    """What follows a number and is no unit was meant as one."""
    if statement.unit:
        unread = _UNIT_GOES_ON.match(text, statement.end)
    else:
        after = _UNIT_WORD.match(
            text, statement.end + (text[statement.end : statement.end + 1] == " ")
        )
        unread = None if _FOLLOWS_A_NUMBER.match(text, statement.end) and not (
            text[statement.end : statement.end + 1] == " " and after and after[0].isascii()
            and not _FOLLOWS_A_NUMBER.match(text, statement.end + 1)
        ) else after  # fmt: skip
    if unread is not None:
        raise UnparsableIndicator(text, unread[0], "unknown unit")


def _both(text: str, first: Wish, second: Statement) -> Wish:
    """Two bounds of one indicator, 密度≥1.8且≤2.0 g/cm³, or a condition behind: 8~18 GHz."""
    wanted = first.indicator
    if wanted.unit and second.unit and not comparable(wanted.unit, second.unit):
        name = f"{wanted.name}({text[second.start : second.end]})"
        return Wish(replace(wanted, name=name), first.start, second.end)
    lower = {Comparator.GE, Comparator.GT}
    upper = {Comparator.LE, Comparator.LT}
    if not ({wanted.comparator, second.comparator} & lower) or not (
        {wanted.comparator, second.comparator} & upper
    ):
        raise UnparsableIndicator(
            text, text[second.start : second.end], "the number has no name before it"
        )
    low, high = wanted.value, second.value
    if wanted.comparator in upper:
        low, high = high, low
    if low > high:
        raise UnparsableIndicator(
            text, text[first.start : second.end], "the lower bound lies above the upper one"
        )
    unit = wanted.unit or second.unit
    indicator = Indicator(wanted.name, Comparator.RANGE, low, unit, high)
    return Wish(indicator, first.start, second.end)
