"""The words and signs by which a text bounds a number, before it and after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from matching.contracts import Comparator

_MUST = "(?:能|得|应|可|宜|许|会|再|曾)?"
_NEVER = f"(?:(?:从|并)?未{_MUST}|没有|不{_MUST})"
# In this order: 不低于 before the 低于 that it ends with.
_BEFORE = {
    Comparator.GE: (
        f"≥|>=|=>|⩾|≧|{_NEVER}(?:低于|少于|小于|短于|差于|慢于)|大于等于|大于或等于|至少|最少|不低|"
        r"at least|(?:not? |never )(?:less|lower|fewer|shorter|smaller|slower) than|not below|"
        r"(?:not|never) (?:fall|drop|go)(?:s|es)? below|minimum(?: of)?|(?<![a-z])min\.?"
    ),
    Comparator.LE: (
        f"≤|<=|=<|⩽|≦|{_NEVER}(?:高于|大于|超过|超出|多于|长于|超)|小于等于|小于或等于|至多|最多|"
        "控制在|限制在|限于|"
        r"at most|(?:not? |never )(?:more|greater|higher|longer|larger|later) than|not above|"
        r"not (?:to )?exceed(?:ing)?|no exceeding|never exceed(?:s|ed)?|not over|"
        r"maximum(?: of)?|(?<![a-z])max\.?"
    ),
    # Not reached is below.
    Comparator.LT: (
        "<|(?:尚|还|仍)?(?:未|没有?|不)(?:能)?(?:够)?(?:达到|达|到|突破)|达不到|不足|不满|"
        "低于|小于|少于|短于|快于|轻于|"
        "below|under|less than|lower than|shorter than|smaller than|fewer than|within|faster than|"
        "(?:did|does|do|could|has|have) not (?:yet )?reach(?:ed)?"
    ),
    Comparator.GT: (
        ">|高于|大于|超过|多于|长于|突破|超|above|over|more than|greater than|higher than|"
        "longer than|larger than|exceed(?:s|ed|ing)?"
    ),
}
_BETTER = "优于|好于|better than|superior to"
_AFTER = {
    Comparator.GE: (
        r"(?:及|或|和)?(?:以上|之上)|or (?:more|above|higher|longer)|\+(?!\d)|余(?!量)"
    ),
    Comparator.LE: (
        r"(?:及|或|和)?(?:以下|以内|之内|之下)|内(?=[，,。；;)]|$|响应|修复|完成|出具|交付|交货|送达|办结)|"
        r"or (?:less|below|lower|shorter)|max\b"
    ),
}
_LIMIT = r"(?:(?:现行|国家|行业|地方|企业)*(?:国标|标准|限值|限量)(?:规定|要求|限值|限量|值|的)*)?"
# What a share is of: 不低于母材的 85%.
_REFERENCE = "(?:航程|满?量程|母材|基体|本体|额定值|标称值|理论值|设计值|总[重质]?量)"
_FILLED = (
    rf"\s*{_LIMIT}(?:于|或?等于|应?为|是|达到?|约|在|了|{_REFERENCE}的|"
    r"the|of|is|are|be|by|[:=:])?\s*"
)
_BETWEEN = rf"{_FILLED}$"
_BEFORE_NUMBER = [
    (re.compile(f"(?:{words}){_BETWEEN}", re.IGNORECASE), comparator)
    for comparator, words in _BEFORE.items()
]
_BETTER_THAN = re.compile(f"(?:{_BETTER}){_BETWEEN}")
_OR_BETTER = re.compile(r"\s*(?:or better|或更[优好])")
_AFTER_UNIT = [(re.compile(rf"\s*(?:{words})"), c) for c, words in _AFTER.items()]
_REACHED = re.compile(
    r"(?:达到|达|实现|reach(?:es|ed|ing)?|achiev\w*|up to|高达|可达)\s*(?:约|了)?\s*$"
)
_LONGEST = 28


@dataclass(frozen=True, slots=True)
class Bound:
    """How a number is bounded and where the words for it start. ``better`` leaves open which way:
    优于. ``reached`` is what 达到 says: a result in an offer, a lower bound in a wish.
    """

    comparator: Comparator
    start: int
    better: bool = False
    reached: bool = False


def comparator_before(text: str, clause_start: int, at: int) -> Bound:
    """The bound that ends at ``at``; "equal" where there is none."""
    window = max(clause_start, at - _LONGEST)
    words = text[window:at]
    for pattern, comparator in _BEFORE_NUMBER:
        match = pattern.search(words)
        if match:
            return Bound(comparator, window + match.start())
    better = _BETTER_THAN.search(words)
    if better:
        return Bound(Comparator.GT, window + better.start(), better=True)
    reached = _REACHED.search(words)
    if reached:
        return Bound(Comparator.EQ, window + reached.start(), reached=True)
    return Bound(Comparator.EQ, at)


def better_after(text: str, at: int) -> int | None:
    """Where "or better" ends that starts at ``at``."""
    match = _OR_BETTER.match(text, at)
    return match.end() if match else None


def comparator_after(text: str, at: int) -> tuple[Comparator, int] | None:
    """The comparator that starts at ``at`` and where it ends, as in "5 小时以上"."""
    for pattern, comparator in _AFTER_UNIT:
        match = pattern.match(text, at)
        if match:
            return comparator, match.end()
    return None
