"""How alike two names of no known concept are, by their words in order."""

from __future__ import annotations

from itertools import pairwise

SAME_HEAD = 0.65
_LIKE_HEAD = 0.5
_SHARED_WORDS = 0.6
_COMMON_HEADS = frozenset(
    {
        "温度", "强度", "时间", "速度", "系数", "含量", "性能", "面积", "能力", "效果", "数量", "距离",
        "效率", "精度", "密度", "压力", "浓度", "次数",
    }
)  # fmt: skip
_HEADS = frozenset("角度值率量数时间长率性")
_LONG_HEAD = 4
_LONGEST = 60  # words nearest to the number that are compared


def alike(wanted: tuple[str, ...], said: tuple[str, ...]) -> float:
    """Names of no known concept: 1 for one that holds the other, less for one that shares its end
    with nothing else before it, or most pairs of words.
    """
    wanted, said = wanted[-_LONGEST:], said[-_LONGEST:]
    if not wanted:
        return 0.0
    length = len(wanted)
    for shared in range(length, min(length, 2) - 1, -1):
        at = _find(said, wanted[length - shared :])
        if at < 0:
            continue
        if at and said[at - 1] in {"无", "非", "未", "不"} and shared == length:
            return 0.0
        if shared == length:
            return 1.0
        common = "".join(wanted[-2:]) in _COMMON_HEADS and shared == 2
        if not common and (shared >= _LONG_HEAD or set(said[:at]) <= set(wanted)):
            return SAME_HEAD
        if not common and shared == _LONG_HEAD - 1:
            return _LIKE_HEAD
        break
    if length > 2 and _in_order(wanted, said):
        return SAME_HEAD
    latin = said[-1] if said and said[-1].isascii() and len(said[-1]) > 1 else ""
    # 跟踪精度 MOTA; but what fluoride is polished to is no purity of calcium fluoride.
    at_an_end = latin in (wanted[0], wanted[-1]) or not all(map(str.isascii, wanted))
    if latin in wanted and at_an_end:
        return SAME_HEAD
    if len(_run(wanted, said)) > 1 and set(said) - set(wanted) <= _HEADS:
        return _LIKE_HEAD  # 扫描角 for 波束扫描范围
    pairs = set(pairwise(wanted))
    share = len(pairs & set(pairwise(said))) / len(pairs) if pairs else 0.0
    return share if share >= _SHARED_WORDS else 0.0


def _run(wanted: tuple[str, ...], said: tuple[str, ...]) -> str:
    """The first two words that stand side by side in both and are no common head; "" for none."""
    shared = set(pairwise(said))
    pairs = ("".join(pair) for pair in pairwise(wanted) if pair in shared)
    return next((pair for pair in pairs if pair not in _COMMON_HEADS), "")


def _in_order(wanted: tuple[str, ...], said: tuple[str, ...]) -> bool:
    """Whether ``said`` holds the words of ``wanted`` with others between them."""
    rest = iter(said)
    return all(word in rest for word in wanted)


def _find(said: tuple[str, ...], part: tuple[str, ...]) -> int:
    """Where ``part`` last stands in ``said``, -1 where it does not."""
    places = range(len(said) - len(part), -1, -1)
    return next((at for at in places if said[at : at + len(part)] == part), -1)
