"""What a number is about where no indicator is named: by its unit, or by a verb beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from matching.indicators.concepts import Concept, concept_named
from matching.quantities.conversion import comparable

_FILE = Path(__file__).with_suffix(".txt")
_BESIDE = 24
_UP_TO = r"(?:\s?\d{1,3}\s?%)"  # 充至 80% 仅需 18 分钟
_HANDLED = "(?:污水|废水|垃圾|样本|样品|物料)"  # 日处理污水 1.5 万 m³
# Another condition between the number and the verb: 80℃、0.5 MPa 下反应.
_MEANWHILE = r"(?:[^,，。;；\d]{0,6}\d[\d.]*\s?[a-z小时分钟次]{1,3})"


@dataclass(frozen=True, slots=True)
class _Implied:
    concept: Concept
    unit: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


def implied(before: str, unit: str, after: str) -> tuple[Concept, ...]:
    """The concepts that a number in ``unit`` may speak of, by the folded words around it: 75 帧/秒
    is a frame rate, 耐 1600℃ a service temperature.
    """
    return tuple(each.concept for each in _of_kind(unit) if _said(each, before, after))


@lru_cache(maxsize=1024)
def _of_kind(unit: str) -> tuple[_Implied, ...]:
    return tuple(each for each in _implied() if unit and comparable(each.unit, unit))


def _said(each: _Implied, before: str, after: str) -> bool:
    if each.before is None or each.after is None:
        return True
    return bool(each.before.search(before[-_BESIDE:]) or each.after.match(after[:_BESIDE]))


@cache
def _implied() -> tuple[_Implied, ...]:
    found = []
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        concept, unit, *words = line.split("\t")
        any_of = "|".join(map(re.escape, words[0].split())) if words else ""
        before = re.compile(
            rf"(?:{any_of}){_HANDLED}?{_UP_TO}?"
            r"(?:达到?|可达|约|为|了|仅需|只需|only|about|up to|between|from|at|for|\s)*$"
        )
        after = re.compile(rf"{_MEANWHILE}?[^,，。;；\d]{{0,10}}?(?:{any_of})")
        patterns = (before, after) if words else (None, None)
        found.append(_Implied(concept_named(concept), unit, *patterns))
    return tuple(found)
