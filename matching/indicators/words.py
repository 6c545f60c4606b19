"""The words of a name that say of what it is, without those that say nothing of it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

from matching import runtime
from matching.terminology import Terminology

TOKEN = re.compile(r"[a-z][a-z0-9]*|[\u3400-\u9fff]")
# What says nothing about which thing is meant.
_FILLED = (
    r"平均|最大|最小|最高|最低|典型|实际|要求|指标|达到|可达|具有|以及|其中|结果|测得|经过|通过|折合|稳定在|"
    r"保持在|仅有|只有|仅为|目前|分别|依次|明显|显著|基本|一般|控制在|高达|低至|约为|可以|能够|"
    r"\b(?:the|a|an|of|in|at|is|are|was|were|be|shall|should|must|and|with|for|on|rate|has|have|had|"
    r"total|average|mean|maximum|minimum|max|min|smallest|largest|lowest|highest|least|most|single|each|"
    r"reached|reaches|reach|to|from|by|per|show|shows|"
    r"exhibits?|obtained|measured|achieves?|achieved|we|our|its|this|that|which|"
    r"ranges?|ranging|varies|varied|varying|lies|between|increased?|decreased?|reduction|improvement)\b"
)
_METHODS = (
    r"\b(?:hplc|uplc|gc|lc|ms|icp|xrf|xrd|nmr|pcr|qpcr|elisa)\b"  # 纯度 by any method is 纯度
)
_THINGS = (
    "等级|级别|水平|材料|产品|制品|产物|系统|设备|装置|整机|平台|样品|试样|器件|技术|"
    "方法|算法|模型|机床"
)
FILLERS = re.compile(rf"{_THINGS}|{_FILLED}|[的为是在约达了仅]")
_GENERAL = re.compile(
    rf"{_THINGS}|籽粒|综合|设计|额定|范围|检测|测试|试验|实验|稳定|保持|支持|催化|生物|工艺|性能|"
    rf"出口|出水|外排|处理后|治理后|改造后|优化后|满载|额定|{_METHODS}|{_FILLED}"
)
_PARTICLES = re.compile(r"[的和与及或由在为是有其对该每年日月亩可约达了中下时值率均仅]")
CHANGES = re.compile(
    r"(?:提高|提升|增加|增长|降低|减少|下降|缩短|节约|节省|延长|减小|减轻|升高|上升)(?:幅度|比例)?(?:[至到为][了原来先有的]*)?|"
    r"[升降增减][至到]|"
    r"\b(?:increas|improv|enhanc|reduc|lower|decreas|dropp|fell|declin|rose|rais)[a-z]*"
)


@lru_cache(maxsize=16_384)
def words_of(text: str) -> frozenset[str]:
    """The telling words of folded ``text``: characters and Latin words, known things in Chinese."""
    plain = _GENERAL.sub(" ", CHANGES.sub(" ", text))
    tokens = TOKEN.findall(_PARTICLES.sub(" ", plain))
    return frozenset(each for token in tokens for each in _objects().get(token, (token,)))


def things_of(text: str) -> frozenset[str]:
    """The same with each thing of the dictionary under its first name: 氧化铁 for Fe2O3."""
    terminology = runtime.terminology()
    return words_of(text if terminology is None else _one_name(text, terminology))


@lru_cache(maxsize=16_384)
def _one_name(text: str, terminology: Terminology) -> str:
    """Of names that overlap the first one, and of those that begin together the longest."""
    pieces, at = [], 0
    for mention in terminology.mentions_folded(text):
        if mention.start >= at:
            pieces += [text[at : mention.start], terminology.key(mention.thing)]
            at = mention.end
    return "".join([*pieces, text[at:]])


@cache
def _objects() -> dict[str, tuple[str, ...]]:
    lines = (Path(__file__).parent / "objects.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {english: tuple(chinese) for english, chinese in pairs}
