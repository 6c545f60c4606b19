"""The words before each value of a sentence that may name it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from matching.indicators.concepts import mentions
from matching.normalisation import fold
from matching.quantities.statements import Statement

_PARENTHESES = re.compile(r"[(（][^()（）]{0,60}[)）]")
_RESPECTIVELY = re.compile(r"分别|依次|respectively")
_LIST = re.compile(r"[、,，/]|以及|和|与|及|\band\b")
_NAMELESS = re.compile(
    r"\s*(?:[降增涨]幅|其?平均值?|其?最[大高多小低少长]|一般|实测)?(?:仅|只|可|能)?(?:为|是|达到?|高达|低至|reach(?:es|ing)|namely)?(?:了|约)?\s*"
)
_UNDER = re.compile(
    r"^\s?(?:时(?![间长延])|下(?![降限])|的?[\u3400-\u9fff]{2,8}?下)"
)  # 3 mm 弯曲半径下, 800 ℃时
_SIDES = frozenset("口向侧端面轴径层极部")
_EVERY = re.compile(
    r"(?:均|都|皆|全部)(?:不|可|能|已)*(?:高于|低于|大于|小于|超过|为|是|达到?|在|仅)*\s*$"
)
# 长度、宽度偏差 is a deviation of either.
_SIZE = "(?:[长宽高厚深]度|[直外内孔半]径|尺寸)"
_A_SIZE = re.compile(rf"{_SIZE}$")
_DEVIATION = re.compile(rf"{_SIZE}的?(偏差|误差|公差|精度|均匀性|一致性)$")
_LONGEST_ITEM = 20
_FARTHEST = 120


def words_before(folded: str, start: int, group: Sequence[Statement]) -> list[str]:
    """For each statement of the sentence that begins at ``start`` its clause's words before it,
    from the statement before it on.
    """
    words, ends = [], dict[int, int]()
    floor = start
    for statement in group:
        begin = ends.get(statement.clause_start, statement.clause_start)
        nameless = _NAMELESS.fullmatch(folded, begin, statement.start)
        if nameless and begin == statement.clause_start:
            earlier = _clause_before(folded, begin, floor)
            # "2 h 内响应，48 h 内给出方案": what follows a number with 内 is that number's own.
            begin = begin if earlier == floor and folded[:floor].endswith("内") else earlier
        begin = max(begin, statement.start - _FARTHEST)
        if statement.named is not None:
            before = folded[slice(*statement.named)]
        else:
            before = _PARENTHESES.sub(" ", folded[begin : statement.start])
        if statement.unit == "pH" and not before.strip():
            before = "ph"  # pH: 7.2, whose name is read as its unit
        words.append(before if begin == statement.clause_start else _UNDER.sub("", before))
        floor = ends[statement.clause_start] = statement.end
    return words


def labels(count: int, words: str, behind: str) -> list[str]:
    """The words for each of ``count`` values in a row that stand between folded ``words`` and
    ``behind``: one for each in "A、B分别为1和2", else one for all.
    """
    if count == 1:
        return [words]
    items = [item for item in _LIST.split(_RESPECTIVELY.split(words)[0]) if item.strip()]
    told = _RESPECTIVELY.search(words) or _RESPECTIVELY.match(behind.lstrip(" ,"))
    if len(items) != count or not (told or all(map(mentions, items))):
        return [words] * count
    return [*(headed(item, items[-1]) for item in items[:-1]), items[-1]]


def every(words: str) -> list[str]:
    """The labels that one value is said of: 砷、铅、镉均; else ``words`` alone."""
    told = _EVERY.search(words)
    items = [item for item in _LIST.split(words[: told.start()]) if item.strip()] if told else []
    if len(items) < 2 or max(map(len, items)) > _LONGEST_ITEM:
        return [words]
    return [*(headed(item, items[-1]) for item in items[:-1]), items[-1]]


def deviations(items: Sequence[str]) -> bool:
    """Whether the last of the names is a size's deviation and the others sizes, so that it is theirs."""
    return (
        len(items) > 1
        and bool(_DEVIATION.search(items[-1]))
        and all(map(_A_SIZE.search, items[:-1]))
    )


def _clause_before(folded: str, start: int, floor: int) -> int:
    """Where the clause begins that ends before ``start``: 功耗随模式变化，为 3~9 W."""
    if folded[start - 1 : start] not in {",", "，"}:
        return start
    comma = max(folded.rfind(mark, floor, start - 1) for mark in ",，")
    return max(floor, comma + 1)


def headed(item: str, last: str) -> str:
    """``item`` with the noun that it shares with the last: COD、氨氮去除率, 镍、钴回收率."""
    if len(item) == 1 and last[1:2] in _SIDES:
        return item + last[1:]  # 进、出口压力
    if item.isascii() and last.isascii():
        head = last.split()[-1]
        return item if len(last.split()) == 1 or mentions(fold(item)) else f"{item} {head}"
    if deviations([item, last]):
        return item + _DEVIATION.search(last)[1]  # type: ignore[index]
    own, shared = mentions(fold(item)), mentions(fold(last))
    if not shared or (own and not shared[-1].concept.of_something):
        return item
    if own and own[-1].concept.of_something:
        return item
    return item + last[shared[-1].start : shared[-1].end]
