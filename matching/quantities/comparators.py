"""The words and signs by which a text bounds a number, before it and after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from matching.contracts import Comparator
from matching.quantities.denials import denial

# In this order: 大于等于 before the 大于 that it begins with.
_BEFORE = {
    Comparator.GE: (
        "≥|>=|=>|⩾|≧|大于等于|大于或等于|至少|最少|不低|"
        r"at least|minimum(?: of)?|(?<![a-z])min\.?"
    ),
    Comparator.LE: (
        "≤|<=|=<|⩽|≦|小于等于|小于或等于|至多|最多|控制在|限制在|限于|"
        r"at most|maximum(?: of)?|(?<![a-z])max\.?|(?<![a-z])up to and including"
    ),
    # Not reached is below.
    Comparator.LT: (
        "<|(?:尚|还|仍)?(?:未|没有?|不)(?:能)?(?:够)?(?:达到|达|到|突破)|达不到|不足|不满|"
        "低于|小于|少于|短于|快于|轻于|薄于|窄于|早于|差于|慢于|弱于|"
        "below|under|(?:less|lower|shorter|smaller|fewer|faster|lighter|thinner|narrower|earlier|"
        "slower|worse) than|within|"
        "(?:did|does|do|could|has|have) not (?:yet )?reach(?:ed)?"
    ),
    Comparator.GT: (
        ">|高于|大于|超过|超出|多于|长于|重于|厚于|宽于|晚于|迟于|突破|超|above|over|"
        "(?:more|greater|higher|longer|larger|heavier|thicker|wider|later|bigger) than|"
        "exceed(?:s|ed|ing)?|in excess of"
    ),
}
# What only a denial makes a bound of, and what is no bound when denied.
_WORSE = re.compile("差于|慢于|弱于|slower than|worse than")
_UNDENIED = re.compile(r"[<>]|未|没|不|达不到|not\b|within|超(?!过|出)|突破")
_BETTER = "优于|好于|better than|superior to"
_AFTER = {
    Comparator.GE: (
        r"(?:及|或|和)?(?:以上|之上)|or (?:more|above|higher|longer)|\+(?!\d)|余(?![量热压氯温])"
    ),
    Comparator.LE: (
        r"(?:及|或|和)?(?:以下|以内|之内|之下)|内(?=[，,。；;)]|$|响应|修复|完成|出具|交付|交货|送达|办结)|"
        r"or (?:less|below|lower|shorter)|max\b"
    ),
}
_LIMIT = r"(?:(?:现行|国家|行业|地方|企业)*(?:国标|标准|限值|限量)(?:规定|要求|限值|限量|值|的)*)?"
# What a share is of: 不低于母材的 85%.
_REFERENCE = "(?:航程|满?量程|母材|基体|本体|额定值|标称值|理论值|设计值|总[重质]?量)"
# 不低于每分钟 30 升: what it is per is read with the unit.
_PER = (
    r"(?:每\s?(?:100\s?(?:g|克|m[lL]|毫升)|秒钟?|分钟?|小时|天|日|月|年|公顷|亩|吨|公斤|千克|克|升|平方米|立方米|平米|"
    "件|次|台|套|个|批|炉|釜|车|人|瓦|千瓦|米|公里|kg|t|L|h|m2|m²|m3|m³))?"
)
_FILLED = (
    rf"\s*{_LIMIT}{_PER}(?:于|或?等于|应?为|是|达到?|约|在|了|{_REFERENCE}的|"
    r"人民币|rmb|cny|us\$|usd|[$￥¥€]|the|of|is|are|be|by|[:=:])?\s*"
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
_LONGEST = 64
_NEAR = 40
_SPATIAL = re.compile(r"above|over|below|under|within")
_DENIED = {Comparator.GT: Comparator.LE, Comparator.LT: Comparator.GE}


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
    """The bound that ends at ``at``; "equal" where there is none. A denial turns it round, at a
    distance too: should not have more than, 避免温度超过.
    """
    window = max(clause_start, at - _LONGEST)
    words = text[window:at]
    near = max(0, len(words) - _NEAR)
    for pattern, comparator in _BEFORE_NUMBER:
        match = pattern.search(words, near)
        if match:
            return _denied(words, match, comparator, window)
    better = _BETTER_THAN.search(words, near)
    if better:
        denied = denial(words[: better.start()])
        if denied is not None:
            return Bound(Comparator.GE, window + denied)
        return Bound(Comparator.GT, window + better.start(), better=True)
    reached = _REACHED.search(words, near)
    if reached:
        return Bound(Comparator.EQ, window + reached.start(), reached=True)
    return Bound(Comparator.EQ, at)


def _denied(words: str, match: re.Match[str], comparator: Comparator, window: int) -> Bound:
    """The bound of ``match``, turned round where ``words`` deny it."""
    if comparator not in _DENIED or _UNDENIED.match(match[0]):
        return Bound(comparator, window + match.start())
    denied = denial(words[: match.start()], spatial=_SPATIAL.match(match[0]) is not None)
    if denied is None:
        if _WORSE.match(match[0]):
            comparator = Comparator.LT
        return Bound(comparator, window + match.start())
    worse = _WORSE.match(match[0]) is not None
    return Bound(_DENIED[comparator], window + denied, better=worse)


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
