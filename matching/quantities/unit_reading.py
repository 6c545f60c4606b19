"""Reads the unit of a number out of running text: after it, before it, or in 每 and 日产."""

from __future__ import annotations

import re
from functools import lru_cache

from matching.quantities.units import normalise_unit, unit_known

_SIGNS = re.compile(
    r"[^\s\d,，;；。、:：!！?？\"'“”《》<>≥≤=+|±~～—–]"
    r"[^\s,，;；。、:：!！?？\"'“”《》<>≥≤=|±~～—–]{0,15}"
)
# "Wh kg-1", "W m⁻¹ K⁻¹": a space joins where a negative power follows.
_SPACED = re.compile(
    r"[A-Za-zμµΩ°℃%]+[23²³]?(?: [A-Za-zμµΩ°℃]{1,4}(?:\^?[-−][1-4](?!\d)|⁻[¹²³⁴])){1,3}"
)
_OF = re.compile(r"[A-Z]{2,5}(?![A-Za-z])")
_PER_HUNDRED = re.compile(r"[A-Za-zμµ]{1,4} ?/ ?100 (?:g|m[lL])(?![A-Za-z])")
# Units with a space or a number in them; 1150HV0.3 was measured under 0.3 kgf.
_SPELT = (
    ("ng/m³", re.compile(r"ng[ -]?(?:I-)?TEQ ?/ ?N?m[³3]")),
    ("mm/m", re.compile(r"mm ?/ ?1000 ?mm")),
    ("个百分点", re.compile(r"percentage points?|pp\b")),
    ("ppm", re.compile(r"parts per million\b")),
    ("ppb", re.compile(r"parts per billion\b")),
    ("HV", re.compile(r"HV\d+(?:\.\d+)?(?![\d.])")),
    ("邵A", re.compile(r"Shore A\b")),
    ("邵D", re.compile(r"Shore D\b")),
)
# An English plural that is no unit counts things: 600 parts per hour.
_THINGS = re.compile(r"[a-z]{3,14}(?<![sui])s(?![A-Za-z\d/-])")
_FACTOR = re.compile(r"[×*](?=\d)")  # 150℃×70h are two
_NO_POWER = re.compile(r"[^m\-−^/\d]\d+$")  # 2016年5月, 29°08′
_PER = re.compile(
    r"\s(?:of [a-z]{3,12}\s)?(?:per|a)\s((?:100\s)?[A-Za-zμµ]{1,8}[23²³]?)(?![A-Za-z])"
)
# 三元 and 一点 are words; a lone numeral counts only what nobody writes otherwise.
_AFTER_LONE_NUMERAL = re.compile(
    r"(?:倍|年|天|周|个月|个数量级|小时|分钟|秒|米|毫米|厘米|微米|纳米|公里|千米|吨|公斤|千克|亩|公顷|兆瓦|千瓦)"
)
_BEFORE = {"hrc": "HRC", "hv": "HV", "hb": "HB", "ph": "pH"}
_UNIT_BEFORE = re.compile(r"(hrc|hv|hb|ph)\s?(?:值|为|达到?|约|[:=])?\s?$")
_EACH = re.compile(
    r"每(?P<per>100 ?(?:g|克|m[lL]|毫升)|"
    r"秒钟?|分钟?|小时|天|日|月|年|公顷|亩|吨|公斤|平方米|立方米|平米|件|次|台|人|瓦)"
    r"[^,，。;；\d每]{0,8}$"
)
_RATE = re.compile(
    r"(?<!\d)(?P<per>年|日|月|亩|时)(?:平均|总|设计|最大)?"
    r"(?:均|产(?!品|业|物)|处理|检测|加工|生产|发电|培训|供|增重|用水|服务|节)[^,，。;；\d]{0,12}$"
)
# 吨水电耗 is per tonne, 度电成本 per kilowatt-hour.
_OF_ONE = re.compile(
    r"(?:(?P<kwh>度)电(?=成本|收益|补贴|价格)|(?P<per>[吨亩])(?:[水钢纸煤酸矿铝铜盐粮料肉油糖醇均]|产品))"
    r"[^,，。;；\d]{0,8}$"
)
# 月自放电率 2 % is per month.
_LOSS_OF = re.compile(
    r"(?P<per>[年月日])(?:均|平均)?(?:自放电|衰减|衰退|损耗|损失|泄漏|降解)率?[^\d]{0,4}$"
)
_CYCLED = re.compile(r"循环(?:充放电|寿命)?(?:了|为|达到?|超过)?\s?$")
_ROUGHNESS = re.compile(r"(?<![a-z])r[az]\s?(?:值)?(?:为|达到?|约)?\s?$")
_SHARES = (
    ("wt%", re.compile(r"质量(?:分数|百分|含量|浓度)|mass fraction|by weight")),
    ("vol%", re.compile(r"体积(?:分数|百分|含量|浓度)|volume fraction|by volume")),
    ("mol%", re.compile(r"摩尔(?:分数|百分|含量)|原子(?:分数|百分)|mole fraction")),
)
_ENGLISH = frozenset({"at", "as", "am"})  # words before they are attotonnes
_SPANS = frozenset({"小时", "天", "日", "月", "年"})
_NAMES = {"时": "小时", "秒钟": "秒", "分": "分钟", "平米": "平方米"}


def unit_after(text: str, at: int, *, lone: bool = False) -> tuple[str, int]:
    """The longest known unit that starts at ``at``, in one way of writing, and where it ends; ""
    without one. ``lone``: the number before it is a single Chinese numeral.
    """
    if lone and not _AFTER_LONE_NUMERAL.match(text, at):
        return "", at
    at += text[at : at + 1] == " "
    for unit, pattern in _SPELT:
        spelt = pattern.match(text, at)
        if spelt is not None:
            return unit, spelt.end()
    hundred = _PER_HUNDRED.match(text, at)
    if hundred is not None and (known := _known_unit(hundred[0].replace(" ", ""))) is not None:
        return known, hundred.end()
    spaced = _SPACED.match(text, at)
    if spaced is not None:
        known = _known_unit(spaced[0].replace(" ", "·"))
        if known is not None:
            return known, spaced.end()
    unit, end = _longest(text, at)
    things = None if unit else _THINGS.match(text, at)
    if things is not None:
        unit, end = "pieces", things.end()
    per = _PER.match(text, end) if unit else None
    if per is not None and (known := _known_unit(f"{unit}/{per[1].replace(' ', '')}")) is not None:
        return known, per.end()
    return unit, end


def _longest(text: str, at: int) -> tuple[str, int]:
    match = _SIGNS.match(text, at)
    written = _FACTOR.split(match[0])[0] if match else ""
    for length in range(len(written), 0, -1):
        if length < len(written) and _splits_word(written, length):
            continue
        if _NO_POWER.search(written[:length]):
            continue
        known = _known_unit(written[:length])
        if known is not None:
            return known, at + length
    return "", at


def unit_before(text: str, at: int) -> tuple[str, int]:
    """Hardness and acidity are written before their number: HRC58, pH 7."""
    match = _UNIT_BEFORE.search(text[max(0, at - 8) : at])
    return (_BEFORE[match[1]], at - len(match[0])) if match else ("", at)


def per_unit(unit: str, words: str) -> str:
    """``unit`` with what ``words`` before it say it is per: 每小时 40 亩, 亩产 600 kg, 日处理 5 t,
    吨水电耗 0.4 kWh.
    """
    if not unit or "/" in unit:
        return unit
    of_one = _OF_ONE.search(words)
    if of_one is not None and unit not in {"%", "‰", "倍"}:
        return _known_unit(f"{unit}/{of_one['per'] or 'kWh'}") or unit
    match = _EACH.search(words) or _LOSS_OF.search(words) or _RATE.search(words)
    if match is None:
        return unit
    if unit in {"%", "‰", "倍"} and (match.re is _RATE or match["per"] not in _SPANS):
        return unit
    known = _known_unit(f"{unit}/{_NAMES.get(match['per'], match['per'])}")
    return unit if known is None else known


def as_meant(unit: str, words: str) -> str:
    """``unit`` as ``words`` before it mean it: 度 of electricity is a kilowatt-hour, and a per cent
    may be of mass, of volume or of moles. Ra 0.4 goes without its micrometres.
    """
    if unit == "周" and _CYCLED.search(words):
        return "周次"  # 循环 500 周 are no weeks
    if not unit and _ROUGHNESS.search(words):
        return "μm"
    if unit.startswith("deg") and "电" in words[-16:]:
        return _known_unit("kWh" + unit.removeprefix("deg")) or unit
    if unit == "%":
        return next((share for share, said in _SHARES if said.search(words)), unit)
    return unit


def _splits_word(written: str, length: int) -> bool:
    """Whether cutting here would leave the rest of a Latin word or of a number: MPa-1|50MPa."""
    a, b = written[length - 1], written[length]
    if not (a.isascii() and b.isascii()):
        return False
    if a.isdigit():
        return b.isdigit() or (written[length - 2] in "-−" and (b.isalpha() or b == "."))
    # "m³/kgVS": what stands in capitals behind a unit says of what it is.
    return a.isalpha() and b.isalpha() and not (a.islower() and _OF.match(written, length))


@lru_cache(maxsize=8192)
def _known_unit(piece: str) -> str | None:
    if piece in _ENGLISH:
        return None
    return normalise_unit(piece) if unit_known(piece) else None
