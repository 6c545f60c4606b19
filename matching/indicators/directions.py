"""Which way a number bounds where its words leave that open: 达到, 优于, or none at all."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from matching.contracts import Comparator, Indicator
from matching.indicators.naming import name_of
from matching.quantities.conversion import comparable, convert
from matching.quantities.statements import Statement
from matching.quantities.units import counts

_SHARE_OF_A_HIT = 50  # 识别精度优于 95% wants more, 测量精度优于 0.5% wants less
_TAKEN = re.compile(
    r"(?<!使用)(?<!工作)(?<!运行)(?<!持续)(?<!待机)(?<!保持)(?<!保存)(?<!储存)(?<!续航)(?:时间|耗时|用时|时长)$|"
    r"(?<!holding)(?<!standby)(?<!operating)(?<!up)(?<!working) time$"
)
_SHARE_OF_A_FAULT = 10
_CLOSE = re.compile(r"精度|准确度|accuracy|precision", re.IGNORECASE)
_SENSITIVE = re.compile(r"灵敏度|sensitivity", re.IGNORECASE)
_TRACES = frozenset({"ppm", "ppb", "ppt"})
_DETECTED = (
    "nT",
    "mg/L",
    "dBm",
    "mm",
    "deg",
    "K",
    "Pa",
    "mol/L",
    "copies/mL",
    "CFU/mL",
    "g",
    "V",
    "A",
    "W",
)
_TINY = Decimal("0.001")
_COUNTED = ("bit", "px", "dpi", "lp/mm", "1/m", "K像素")
# What everybody wants little of.
_SMALL = re.compile(
    r"(?:误差|偏差|公差|漂移|不确定度|噪声|噪音|检出限|检测限|探测限|粗糙度|平面度|平整度|直线度|圆度|平行度|垂直度|"
    r"同轴度|圆柱度|跳动|波纹度|抖动|延迟|时延|损耗|泄漏率?|漏率|失真|畸变|残留量?|杂质|温升|滞后|不平衡度?|串扰|真空度|"
    r"波动|重复性|一致性|偏移|线宽|衰减|阈值|稳定度)$|"
    r"(?:error|deviation|tolerance|drift|uncertainty|noise|roughness|flatness|jitter|latency|delay|"
    r"loss|leakage|leak rate|distortion|residue|crosstalk|limit|repeatability|stability|runout)$",
    re.IGNORECASE,
)


def bounded(indicator: Indicator, statement: Statement) -> Indicator:
    """With the comparator that the words imply where they name none."""
    if statement.tolerance and statement.value_max is None:
        return replace(indicator, comparator=Comparator.LE)
    if statement.comparator is not Comparator.EQ and not statement.better:
        return indicator
    concept = name_of(indicator.name).concept
    good = concept.good if concept else 0
    if concept is not None and concept.name == "分辨率" and _fine(indicator.unit):
        good = -1
    if statement.better and _closer(indicator, good):
        good = -1
    if good < 0 and indicator.unit == "%" and "精度" in indicator.name:
        good = 1 if indicator.value >= _SHARE_OF_A_HIT else -1
    if statement.change is not None or statement.better or statement.reached:
        good = 1 if statement.change is not None else good or 1
    elif concept is None and _TAKEN.search(indicator.name) and comparable(indicator.unit, "s"):
        good = -1  # can be installed in 2 hours
    elif concept is None and counts(indicator.unit):
        good = 1  # 日均处理订单 10 万单
    if indicator.value < 0 and (statement.better or statement.reached):
        good = -1  # 灵敏度优于 -110 dBm, 低温性能达到 -40℃
    elif not indicator.value and statement.reached:
        good = -1  # 附着力达到 0 级: at least nothing would ask for nothing
    bounds = {1: Comparator.GE, -1: Comparator.LE, 0: Comparator.EQ}
    return replace(indicator, comparator=bounds[good])


def _fine(unit: str) -> bool:
    """Whether a resolution in ``unit`` is the better the smaller: 0.1 μm, 0.5° and 0.1 mg/L, but not
    16 bit, 600 dpi and 4K.
    """
    return bool(unit) and not any(comparable(unit, each) for each in _COUNTED)


def _closer(indicator: Indicator, good: int) -> bool:
    """Whether "better" wants less although more is good of the name, or nothing is known of it: a
    sensitivity in ppb, an accuracy in ℃, a stability in % per year.
    """
    if not good:
        return _less_is_better(indicator)
    if indicator.unit.startswith("%/"):
        return True
    if _CLOSE.search(indicator.name):
        return indicator.unit not in {"", "%"}
    detected = indicator.unit in _TRACES or any(
        comparable(indicator.unit, each) for each in _DETECTED if indicator.unit
    )
    return detected and _SENSITIVE.search(indicator.name) is not None


def _less_is_better(indicator: Indicator) -> bool:
    """Whether what is known by no concept is the better the smaller: 同轴度优于 5 μm."""
    if _SMALL.search(indicator.name) or 0 < abs(indicator.value) < _TINY:
        return True
    if indicator.unit == "%":
        return indicator.value < _SHARE_OF_A_FAULT
    fine = any(comparable(indicator.unit, each) for each in ("deg", "ppm") if indicator.unit)
    length = convert(indicator.value, indicator.unit, "mm") if indicator.unit else None
    return fine or (length is not None and length < 1)
