"""How surely words name an indicator: by its concept and what it is of, else by shared characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from matching.indicators.concepts import Concept, Mention, complement, mentions, opposed
from matching.normalisation import terms
from matching.quantities.statements import fold_numbers, statements

NAMED = 0.5
# A name that shares a concept is at least this sure, one that shares every word is certain.
_SAME_CONCEPT = 0.7
_SHARED_WORDS = 0.6
_LETTERS = re.compile(r"[a-z][a-z0-9]*|[\u3400-\u9fff]")
# What says nothing about which thing is meant.
_GENERAL = re.compile(
    r"材料|产品|制品|系统|设备|装置|整机|平台|样品|试样|器件|技术|方法|算法|模型|综合|平均|最大|最小|最高|最低|"
    r"典型|实际|设计|额定|要求|指标|达到|可达|范围|具有|以及|其中|结果|测得|检测|测试|试验|实验|经过|通过|折合|稳定|保持|仅有|只有|目前|分别|依次|均|仅|"
    r"的|和|与|及|或|在|为|是|有|其|对|该|每|年|日|月|亩|可|约|达|了|中|下|时|值|率|"
    r"\b(?:the|a|an|of|in|at|is|are|was|were|be|shall|should|must|and|with|for|on|rate|has|have|had|"
    r"total|average|mean|maximum|minimum|max|min|reached|reaches|reach|to|from|by|per|"
    r"increase|increased|decrease|reduction|improvement)\b"
)
_AGAINST = re.compile(r"(?:与|和|同|跟|较)[^,，。;；]{0,24}?相比(?:较|于)?")
_CHANGES = re.compile(r"提高|提升|增加|增长|降低|减少|下降|缩短|节约|节省|延长|减小|减轻|升高")
# A change with its object in one word.
_CHANGE_WORDS = {
    "增产": "产量", "减产": "产量", "减重": "重量", "节能": "能耗", "节电": "电耗", "降耗": "能耗",
    "降本": "成本", "降噪": "噪声", "节水": "用水量", "减排": "排放",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """Words that name an indicator: the concept that stands nearest to the number, and the words
    around it that say of what, as characters and Latin words. ``glued`` are those right before it,
    ``bare`` says that nothing stands before it.
    """

    text: str
    concept: Concept | None
    of: frozenset[str]
    glued: frozenset[str]
    bare: bool = False


@lru_cache(maxsize=16_384)
def name_of(words: str) -> Name:
    """Read a row's name, a wish's words or the words before a number."""
    text = _AGAINST.sub(" ", _without_quantities(words))
    for word, concept in _CHANGE_WORDS.items():
        text = text.replace(word, concept)
    found = mentions(text)
    chosen = _nearest(found)
    if chosen is None:
        return Name(text, None, _characters(text), frozenset())
    around = text
    for mention in reversed(found):
        if mention.concept is chosen.concept:
            around = around[: mention.start] + " " + around[mention.end :]
    glued = re.search(r"[^\W\d_的]{0,4}$", text[: chosen.start])
    return Name(
        text,
        chosen.concept,
        _characters(around),
        _characters(glued[0] if glued else ""),
        bare=not _LETTERS.search(text[: chosen.start]),
    )


def named(wanted: Name, said: Name, around: str = "") -> float:
    """How surely ``said`` names what ``wanted`` names, from 0 to 1. ``around`` is the folded
    sentence, where the thing may be named that a 回收率 is of.
    """
    if opposed(wanted.text, said.text):
        return 0.0
    if wanted.concept is None:
        return _shared_words(wanted, said) if said.concept is None or said.concept.amount else 0.0
    if said.concept is not wanted.concept:
        return 0.0
    shared = len(wanted.of & said.of) / len(wanted.of) if wanted.of else 1.0
    needs_object = wanted.concept.of_something or wanted.concept.amount
    if needs_object and wanted.of and not wanted.of & said.of:
        if said.of and (said.glued or not wanted.of <= _characters(around)):
            return 0.0
        shared = _SHARED_WORDS
    return _SAME_CONCEPT + (1 - _SAME_CONCEPT) * shared


def complementary(wanted: Name, said: Name) -> bool:
    """Whether ``said`` is what ``wanted`` is short of 100 %."""
    return (
        wanted.concept is not None
        and said.concept is not None
        and complement(wanted.concept) is said.concept
    )


def specific(wanted: Name, said: Name) -> bool:
    """Whether ``said`` narrows the concept by words that ``wanted`` does not have: 能量密度 is no
    密度, so its unit is no answer to one.
    """
    broad = said.concept is not None and said.concept.broad
    return broad and bool(said.glued - wanted.of - wanted.glued)


def _shared_words(wanted: Name, said: Name) -> float:
    share = len(wanted.of & said.of) / len(wanted.of) if wanted.of else 0.0
    if share < _SHARED_WORDS or not set(terms(wanted.text, 2)) & set(terms(said.text, 2)):
        return 0.0
    return share


def _without_quantities(words: str) -> str:
    folded = fold_numbers(words)
    for statement in reversed(statements(words)):
        folded = folded[: statement.start] + " " + folded[statement.end :]
    return folded


def _nearest(found: list[Mention]) -> Mention | None:
    """The last one; an amount such as 浓度 gives way to what it is an amount of."""
    if len(found) > 1 and found[-1].concept.amount and found[-2].end == found[-1].start:
        return found[-2]
    return found[-1] if found else None


def _characters(text: str) -> frozenset[str]:
    return frozenset(_LETTERS.findall(_GENERAL.sub(" ", _CHANGES.sub(" ", text))))
