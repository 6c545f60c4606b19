"""Indicators read out of free text, each with the passage that states it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matching import facade as matching
from matching.contracts import NOT_DETECTED, Comparator, Indicator, UnparsableIndicator

from .values import IndicatorValues

PASSAGE = 200  # characters of a passage worth showing
MOST = 100  # of each, found and unread: nobody looks through more
_ENDS = re.compile(r"[。；;！!？?\r\n]+|\.\s")
_COMMAS = re.compile(r"[，,](?!\d)")
# Who writes one of these means an indicator, and is told where it cannot be read.
_BOUND = re.compile(
    r"[≥≤⩾⩽≧≦<>＜＞]|不(?:低于|高于|大于|小于|少于|超过)|at least|at most|no (?:less|more) than",
    re.I,
)
# With one of these a number of people or years is wanted too.
_BOUNDED = re.compile(
    rf"{_BOUND.pattern}|达到|达|以上|以下|以内|至少|最多|超过|低于|高于|小于|大于|reach|above|below",
    re.I,
)
_RANGED = re.compile(r"\d\s?(?:±|\+/-|[~～–—-])\s?\d")
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-–—~至/]\s?\d{2,4}")
_NUMBER = re.compile(
    r"\d|[一二两三四五六七八九十百千万亿]+(?:个百分点|倍|小时|分钟|天|年|米|吨|公斤|度|元|分之|成)"
)
# What a need tells of its present state is no wish.
_TODAY = re.compile(
    r"(?<![比较于与同])(?:目前|现有|当前|现在|现状)(?![^,，]{0,12}(?:相比|提[高升]|降低|减少))|"
    r"currently|at present|(?<!than )(?<!with )(?<!the )existing",
    re.I,
)
_NOW_WANTED = re.compile(
    "要求|需要|需[将把达]|希望|期望|目标|拟|[,，]应|wanted|must|shall|should|we need", re.I
)
# A bare number of these tells of people, money and dates.
_EVERYDAY = {
    *("人", "名", "家", "户", "项", "篇", "件", "个", "台", "套", "次", "级", "亩"),
    *("元", "万元", "亿元", "年", "个月", "月", "周", "天", "日"),
}
_PROBLEMS: dict[str, Promise] = {
    "two comparators for one number": _("two comparators for one number; keep one"),
    "the number has no name before it": _("a number has no name; write what it measures before it"),
    "unknown unit": _("the unit is not known; write it like MPa, mg/L or W/(m·K)"),
    "the lower bound lies above the upper one": _("the lower bound lies above the upper one"),
    "the number cannot be read": _("the number cannot be read; write it like 1.8 or 2×10⁻³"),
    "the text is too long": _("too long to be read; write each indicator as a sentence of its own"),
    "no number": _("no number; write one behind the name"),
    "no value of its own": _("no value of its own; write what was measured"),
}


@dataclass(frozen=True, slots=True)
class ReadIndicator:
    """An indicator and the ``passage`` that states it."""

    values: IndicatorValues
    passage: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A passage that means an indicator and was not understood, with the reason for its writer."""

    passage: str
    problem: Promise | str


@dataclass(frozen=True, slots=True)
class Reading:
    """What texts state, in their order, each indicator once."""

    found: tuple[ReadIndicator, ...]
    unread: tuple[Unread, ...]


def indicators_in(
    texts: Iterable[str], *, wanted: bool, longest: Sequence[int | None] = ()
) -> Reading:
    """What ``texts`` want, or where not ``wanted``, what they report as reached.

    A text with more characters than its place in ``longest`` allows is told as unread.
    """
    found: dict[IndicatorValues, ReadIndicator] = {}
    unread: list[Unread] = []
    short: list[str] = []
    for text, most in zip_longest(texts, longest):
        if most is not None and len(text) > most:
            problem = _("longer than %(n)s characters; shorten it") % {"n": most}
            unread.append(Unread(text[:PASSAGE], problem))
        else:
            short.append(text)
    for passage in _passages(short):
        for each in _read(_wanted_of(passage) if wanted else passage, wanted):
            if isinstance(each, Unread):
                unread.append(each)
            else:
                found.setdefault(each.values, each)
        if len(found) > MOST or len(unread) > MOST:
            break
    return Reading(tuple(found.values()), tuple(unread))


def indicator_values(indicator: Indicator) -> IndicatorValues:
    """The engine's indicator as a row of the table."""
    return IndicatorValues(
        name=indicator.name,
        comparator=indicator.comparator.value,
        value=indicator.value,
        value_max=indicator.value_max,
        unit=indicator.unit,
    )


def problem_of(error: UnparsableIndicator) -> Promise | str:
    """Why a text states no indicator, and the remedy, in the reader's language."""
    return _PROBLEMS.get(error.problem, error.problem)


def _passages(texts: Iterable[str]) -> Iterator[str]:
    return (passage for text in texts for passage in map(str.strip, _ENDS.split(text)) if passage)


def _wanted_of(passage: str) -> str:
    """What a need's passage wants, without what it tells of the present state; "" for nothing."""
    today = _TODAY.search(passage)
    if today is None:
        return passage
    wish = _NOW_WANTED.search(passage, today.end())
    return passage[wish.start() :].lstrip(",，") if wish else passage[: today.start()]


def _read(passage: str, wanted: bool) -> Iterator[ReadIndicator | Unread]:
    try:
        indicators = matching.read_indicators(passage, stated=not wanted)
    except UnparsableIndicator as error:
        parts = _COMMAS.split(passage)
        if len(parts) > 1:
            for part in parts:
                yield from _read(part, wanted)
        elif _meant(passage, error.problem):
            yield Unread(passage[:PASSAGE], problem_of(error))
        return
    for indicator in indicators:
        if _BOUND.search(indicator.name):
            yield Unread(passage[:PASSAGE], _PROBLEMS["the number cannot be read"])
        elif _tells(indicator, passage, wanted):
            yield ReadIndicator(indicator_values(indicator), passage[:PASSAGE])


def _meant(passage: str, problem: str) -> bool:
    """Whether a passage that could not be read means an indicator, so that its writer is told."""
    if _BOUND.search(passage):
        return True
    if problem == "no value of its own" or not _NUMBER.search(passage):
        return False
    if _BOUNDED.search(passage) or _RANGED.search(_YEARS.sub("", passage)):
        return True
    return matching.bounds_something(passage)


def _tells(indicator: Indicator, passage: str, wanted: bool) -> bool:
    """Whether it is worth a row: a bare number bounds nothing that a need wants."""
    if indicator.unit in _EVERYDAY and not _BOUNDED.search(passage):
        return False
    if indicator.comparator is not Comparator.EQ or indicator.unit == NOT_DETECTED:
        return True
    return not wanted and bool(indicator.unit)
