"""How surely words name an indicator: by its concept and what it is of, else by shared words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from matching import runtime
from matching.indicators.concepts import (
    Concept,
    Mention,
    broader,
    complement,
    kin,
    mentions,
    narrowing,
    opposed,
)
from matching.indicators.likeness import SAME_HEAD, alike
from matching.indicators.two_languages import other_script, told_in_script_of, translated
from matching.indicators.words import CHANGES, FILLERS, TOKEN, things_of, words_of
from matching.quantities.statements import fold_numbers, statements
from matching.terminology import Terminology

# A name that shares a concept is at least this sure, one that shares every word is certain.
_SAME_CONCEPT = 0.7
_BY_SYNONYM = 0.97
_BROADER = 0.55
_UNNAMED = 0.45
_AGAINST = re.compile(
    r"随着?[^,，。;；\d]{1,12}?(?:的?(?:不同|变化|改变|增加|升高)(?:而[^\d,，]{0,4})?|(?=[在为从由达]))|"
    r"(?:与|和|同|跟|较)[^,，。;；]{0,24}?相比(?:较|于)?|"
    r"(?:较|比|相对于?|相比于?)[^,，。;；]{0,4}(?:现有|现行|传统|原|同类|常规|行业|进口|国产|国外|目前|普通)"
    r"[^,，。;；]{0,6}?(?:设备|工艺|方法|技术|产品|水平|平均值?|材料|系统|装置|机型|方案|的)|"
    r"(?:较|比(?!表面|容量|强度|重|热|冲|功率|能量|例|值))[^,，。;；\d]{1,12}?"
    r"(?=提高|提升|增加|增长|增产|降低|减少|下降|缩短|延长)"
)
_HEAD_OF = re.compile(r"\s(?:rate )?of(?: the)?\s(?:[a-z]+\s){0,2}")
_VARIANT = re.compile(r"[a-z\d]{0,3}")  # 黄曲霉毒素 B1 含量
_RID_OF = re.compile(r"(?<![去脱清排])[除脱]([磷氮氟砷铁锰铬镉铅铜汞臭油])效?率")
_AT_REST = re.compile(
    r"(?:待机|休眠|睡眠|静态|空闲)(?:状态|模式|工况)?(?:时|下)?的?(?:整机|平均|最[低小大])?(?=功耗|电流)"
)
# 残余氧化铁 is how much is left of it; 残余应力 is another thing.
_LEFT_OF = re.compile(
    r"^\s*(?:残余|残留|剩余|residual )(?!应力|强度|变形|奥氏体|stress|strength|[量率的]|浓度)"
    r"([^\W\d_ ][^,，。;；()]{1,40})$"
)
_YIELD_OF = re.compile(r"^(亩产|单产)([^\W\d_量]{2,4})$")  # 亩产鲜果
_AMOUNT_OF = re.compile(r"含([^\W\d_]{1,3})量")
_SHARE_OF = re.compile(r"(?:为|是|(?<!表)达|约|占)[^,，。;；\d]{1,8}的\s?$")  # 误差为航程的 0.3 %
# The detection of cold welds in 98 % is the rate of it.
_RATE_OF = re.compile(r"(?<=[a-z] )(?<!of )(detection|recognition|identification)\s*$")
_REMARK = re.compile(r"(?<=.)[(（][^()（）]{0,60}[)）]")
_ADVERBIAL = re.compile(
    r"(?:在|于)[^,，。;；]{0,30}?(?:上|下|中|内|时|后|条件下?|范围)|经[^,，。;；]{0,24}?后|"
    r"\b(?:in|on|at|under|for|of|after|with|per)\b.*"
)
# A change with its object in one word.
_CHANGE_WORDS = {
    "增产": "产量", "减产": "产量", "减重": "重量", "节能": "能耗", "节电": "电耗", "降耗": "能耗",
    "减量": "用量", "减施": "用量", "降本": "成本", "降噪": "噪声", "节水": "用水量",
    "减排": "排放",
}  # fmt: skip
_CHANGE_WORD = re.compile(f"(?:综合)?({'|'.join(_CHANGE_WORDS)})(?:幅度|比例)?")
_TIME_OR_TIMES = re.compile(
    r"(?:[^\W\d_]*?的)?(?:最大|最长|最短|连续|平均|单次)?([\u3400-\u9fff]{2,4})(?:次数|时间|时长|天数|年限|里程)\s*"
)
_WITHIN = re.compile(r"(?:以内|之内|内|完成)[^,，。;；]*")
_WORD_BEFORE = re.compile(r"[a-z]{3,}(?=\s$)")
_BESIDE = 8
_WORD = 3  # characters from which a translation says enough beside a known concept
_ANOTHER = frozenset({"无", "非", "重复"})  # 无缺口冲击强度 is no 缺口冲击强度
_NUMBER_OF = re.compile(r"(?:数量|个数|总数|数)\s*$")


@dataclass(frozen=True, slots=True)
class Name:
    """Words that name an indicator: the concept that stands nearest to the number, and the words
    around it that say of what, as characters and Latin words. ``glued`` are those right before it,
    ``tail`` those between it and the number, ``bare`` says that nothing stands before it.
    ``tokens`` are all words but the general ones, in order.
    """

    text: str
    concept: Concept | None
    mention: str
    of: frozenset[str]
    glued: frozenset[str]
    tail: frozenset[str]
    bare: bool
    tokens: tuple[str, ...]


def name_of(words: str) -> Name:
    """Read a row's name, a wish's words or the words before a number."""
    return _name_of(words, runtime.terminology())


@lru_cache(maxsize=16_384)
def _name_of(words: str, _terminology: Terminology | None) -> Name:
    whole = _AMOUNT_OF.sub(
        _amount_of, _AGAINST.sub(" ", _SHARE_OF.sub("", _without_quantities(words)))
    )
    whole = _YIELD_OF.sub(r"\2\1", _LEFT_OF.sub(r"\1残留", _AT_REST.sub("待机", whole)))
    text = _RID_OF.sub(r"\1去除率", _REMARK.sub(" ", whole))
    text = _RATE_OF.sub(r"\1 rate", text)
    text = _CHANGE_WORD.sub(lambda match: _CHANGE_WORDS[match[1]], text).replace("比例", "率")
    plain = _NUMBER_OF.sub("", FILLERS.sub(" ", CHANGES.sub(" ", text)))
    tokens = tuple(TOKEN.findall(plain))
    found = mentions(text)
    chosen = _nearest(found, text)
    if chosen is None:
        nothing: frozenset[str] = frozenset()
        return Name(whole, None, "", things_of(text), nothing, nothing, bare=False, tokens=tokens)
    around = text
    for mention in reversed(found):
        if mention.concept is chosen.concept:
            around = around[: mention.start] + " " + around[mention.end :]
    before = text[: chosen.start]
    glued = re.search(r"[^\W\d_的]{0,4}$", before)
    return Name(
        whole,
        chosen.concept,
        text[chosen.start : chosen.end],
        things_of(around),
        words_of(glued[0] if glued else ""),
        words_of(_ADVERBIAL.sub(" ", text[found[-1].end :])),
        bare=not TOKEN.search(before),
        tokens=tokens,
    )


def named(wanted: Name, said: Name, around: str = "") -> float:
    """How surely ``said`` names what ``wanted`` names, from 0 to 1. ``around`` is the folded
    sentence, where the thing may be named that a 回收率 is of.
    """
    if opposed(wanted.text, said.text):
        return 0.0
    if wanted.concept is None or len(wanted.tail) > 1:
        return alike(wanted.tokens, said.tokens) or _translated(wanted, said)
    if said.concept is not wanted.concept:
        if said.concept is not None and said.concept.amount and wanted.concept.amount:
            # 氧化铁残留 and Fe2O3 含量 are both how much of it there is.
            return SAME_HEAD if wanted.of and wanted.of == said.of else 0.0
        unnamed = said.concept is not None and said.concept.amount and not said.of
        if unnamed and wanted.mention in around:
            return _UNNAMED  # 入口 VOCs 浓度…，出口排放浓度…
        if said.concept is not None and said.concept in kin(wanted.concept):
            return _BROADER
        return _broader(wanted, said)
    telling = told_in_script_of(said.of, wanted.of)
    shared = len(telling & said.of) / len(telling) if telling else 1.0
    if _letters(wanted.of) and _letters(said.of) and not _letters(wanted.of) & _letters(said.of):
        return 0.0  # vitamin C is no vitamin E
    if _needs_object(wanted.concept) and shared < 0.5 and not _same_object(wanted, said):
        elsewhere = not wanted.of <= things_of(around)
        if said.of and elsewhere and not other_script(wanted.of, said.of):
            return 0.0
        if not _qualified(said) <= wanted.of | set(wanted.tokens):
            return 0.0  # a capacity recovery is none of fluoride, whatever the sentence names
        shared = 0.5
    # 室内定位误差 is a 定位误差 too, and speaks of it as surely.
    exactly = 1.0 if said.mention.endswith(wanted.mention) else _BY_SYNONYM
    return exactly * (_SAME_CONCEPT + (1 - _SAME_CONCEPT) * shared)


def keys_of(name: Name) -> Iterator[tuple[str, ...]]:
    """Pairs of words, and Latin words, of which names that are alike share one."""
    yield from pairwise(name.tokens)
    yield from ((token,) for token in name.tokens if token.isascii())
    yield name.tokens[-1:]  # 镉
    if name.concept is not None and (name.concept.amount or name.concept.removal):
        yield from ((word,) for word in name.of)


def complementary(wanted: Name, said: Name) -> bool:
    """Whether ``said`` is what ``wanted`` is short of 100 %."""
    return (
        wanted.concept is not None
        and said.concept is not None
        and complement(wanted.concept) is said.concept
    )


def object_named(wanted: Name, said: Name) -> bool:
    """Whether ``said`` names what the wanted rate is of: 臭气浓度 for 臭气去除率."""
    if said.concept is not None and said.concept is not wanted.concept:
        known = {mention.concept for mention in mentions(wanted.text)}
        if said.concept in known and not said.concept.broad:
            return True  # NH3-N for the removal of ammonia nitrogen
    return bool(wanted.of) and wanted.of <= things_of(said.text)


def done_for(wanted: Name, before: str, behind: str) -> bool:
    """Whether a number between ``before`` and ``behind`` counts what ``wanted`` is the time or the
    number of: 待机 15 天 for 待机时间, 反复弯折 10 万次 for 弯折次数.
    """
    stem = _TIME_OR_TIMES.fullmatch(wanted.text)
    if stem is None:
        return False
    within = _WITHIN.match(behind)  # 30 秒内完成查重 for 查重时间
    return stem[1] in before[-_BESIDE:] or bool(within and stem[1] in within[0])


def specific(wanted: Name, said: Name) -> bool:
    """Whether ``said`` narrows the concept by words that ``wanted`` does not have: 能量密度 is no
    密度, so its unit is no answer to one.
    """
    if said.concept is not wanted.concept or len(said.tail) > 1:
        return True
    broad = said.concept is not None and said.concept.broad
    narrowed = not wanted.glued or not wanted.glued <= said.glued  # 滑动轴承寿命 is 轴承寿命
    return broad and narrowed and bool(said.glued - wanted.of - wanted.glued)


def _amount_of(match: re.Match[str]) -> str:
    """氮含量 for 含氮量; 含水量 has a meaning of its own."""
    known = mentions(match[0])
    return match[0] if known and known[0].start == 0 else f"{match[1]}含量"


def _letters(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if word.isascii() and len(word) == 1)


def _translated(wanted: Name, said: Name) -> float:
    """Of names that no concept has, in two languages: whether one is the other word by word."""
    apart = said.concept is not None and not said.concept.amount
    told = translated(_ADVERBIAL.sub(" ", wanted.text), said.text, least=_WORD if apart else 1)
    return SAME_HEAD if told else 0.0


def _same_object(wanted: Name, said: Name) -> bool:
    """Whether the word right before the concept is the same: 大豆油含量, 籽粒油含量."""
    mine, theirs = (re.findall(r"\w", n.text.partition(n.mention)[0])[-1:] for n in (wanted, said))
    return bool(mine) and mine == theirs


def _qualified(said: Name) -> frozenset[str]:
    """The English word right before the concept, if it tells of what it is."""
    word = _WORD_BEFORE.search(said.text.partition(said.mention)[0])
    return things_of(word[0]) if word else frozenset()


def _needs_object(concept: Concept) -> bool:
    return concept.of_something or concept.amount


def _broader(wanted: Name, said: Name) -> float:
    """A 容量 is also a 比容量, where the units agree; and nearly the same words are the same."""
    assert wanted.concept is not None
    if said.concept is not None and said.concept.broad:
        rest = narrowing(wanted.mention, said.concept)
        if rest and set(rest) <= set(said.tokens):
            return SAME_HEAD  # 定位 … 误差 for 定位精度
    kind = narrowing(said.mention, wanted.concept)
    if kind and kind not in _ANOTHER and wanted.of <= said.of | set(said.tokens):
        return _BROADER
    if said.concept is not None and wanted.mention == said.mention.removeprefix("综合"):
        return SAME_HEAD if wanted.of <= said.of else 0.0
    if said.concept in broader(wanted.mention) and not said.of - wanted.of and not said.tail:
        return _UNNAMED  # "效率 96 %" of a power supply, whose 转换效率 is asked for
    if said.concept is None and wanted.concept.amount and wanted.of and wanted.of == said.of:
        return SAME_HEAD  # 出水镉 0.03 mg/L
    if said.concept is None or len(said.tail) > 1:
        return alike(wanted.tokens, said.tokens)
    return 0.0


def _without_quantities(words: str) -> str:
    folded = fold_numbers(words)
    for statement in reversed(statements(words)):
        folded = folded[: statement.start] + " " + folded[statement.end :]
    return folded


def _nearest(found: list[Mention], text: str) -> Mention | None:
    """The last one; an amount such as 浓度 gives way to what it is an amount of, and in English the
    head stands first: removal of ammonia nitrogen.
    """
    if len(found) > 1 and _HEAD_OF.fullmatch(text, found[-2].end, found[-1].start):
        return found[-2]
    if len(found) > 1 and found[-1].concept.amount:
        between = text[found[-2].end : found[-1].start]
        if _VARIANT.fullmatch(between):
            return found[-2]
    return found[-1] if found else None
