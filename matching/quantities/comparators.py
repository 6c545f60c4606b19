"""The words and signs by which a text bounds a number, before it and after it."""

from __future__ import annotations

import re

from matching.contracts import Comparator

_BEFORE = {
    Comparator.GE: (
        "≥|>=|=>|⩾|≧|不低于|不少于|不小于|不短于|大于等于|大于或等于|至少|最少|"
        "at least|no less than|not less than|minimum(?: of)?"
    ),
    Comparator.LE: (
        "≤|<=|=<|⩽|≦|不高于|不大于|不超过|不多于|不长于|小于等于|小于或等于|至多|最多|控制在|"
        "at most|no more than|not more than|up to|maximum(?: of)?"
    ),
    Comparator.GT: (
        ">|高于|大于|超过|多于|优于|长于|突破|above|over|more than|greater than|exceed(?:s|ing)?"
    ),
    Comparator.LT: "<|低于|小于|少于|短于|不足|低至|below|under|less than|within",
}
_AFTER = {
    Comparator.GE: r"以上|之上|or more|or above|\+(?!\d)",
    Comparator.LE: "以下|以内|之内|之下|or less|or below",
}
_BETWEEN = r"\s*(?:或?等于|为|是|达到|达|约|在|of|is|are|[:=：])?\s*$"
_BEFORE_NUMBER = [(re.compile(f"(?:{words}){_BETWEEN}"), c) for c, words in _BEFORE.items()]
_AFTER_UNIT = [(re.compile(rf"\s*[及或]?(?:{words})"), c) for c, words in _AFTER.items()]
_LONGEST = 24


def comparator_before(text: str, clause_start: int, at: int) -> tuple[Comparator, int]:
    """The comparator that ends at ``at`` and where it starts; "equal" where there is none."""
    window = max(clause_start, at - _LONGEST)
    for pattern, comparator in _BEFORE_NUMBER:
        match = pattern.search(text[window:at])
        if match:
            return comparator, window + match.start()
    return Comparator.EQ, at


def comparator_after(text: str, at: int) -> tuple[Comparator, int] | None:
    """The comparator that starts at ``at`` and where it ends, as in "5 小时以上"."""
    for pattern, comparator in _AFTER_UNIT:
        match = pattern.match(text, at)
        if match:
            return comparator, match.end()
    return None
