"""Reads the unit of a number out of running text: after it, before it, or in 每 and 日产."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from matching.quantities.units import SUBSTANCE_LAST, normalise_unit, unit_known

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
    (
        "℃",
        re.compile(
            r"(?:degrees?|deg\.?)\s?(?:C(?![A-Za-z])|Celsius\b|centigrade\b)|[˚º°]\s?C(?![A-Za-z])",
            re.I,
        ),
    ),
    (
        "℉",
        re.compile(
            r"(?:degrees?|deg\.?)\s?(?:F(?![A-Za-z])|Fahrenheit\b)|[˚º°]\s?F(?![A-Za-z])", re.I
        ),
    ),
    ("标方/h", re.compile(r"m[³3]\s?[(（](?:标|标况|标态|STP|NTP)[)）]\s?/\s?h")),
    ("标方", re.compile(r"m[³3]\s?[(（](?:标|标况|标态|STP|NTP)[)）](?!\s?/)")),
    ("标方/d", re.compile(r"m[³3]\s?[(（](?:标|标况|标态|STP|NTP)[)）]\s?/\s?(?:d|天)")),
    ("IOPS", re.compile(r"IOPS\b")),
    ("次/s", re.compile(r"(?:words|operations|transactions|requests|events) per second\b")),
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
_THINGS = re.compile(r"(?:(?!per |or |and )[a-z]{3,12} )?[a-z]{3,14}(?<![sui])s(?![A-Za-z\d/-])")
_IN_BRACKETS = re.compile(r"[(（]\s?(?:单位[:：]?\s?)?([^()（）\d]{1,14})\s?[)）]")  # 0.5(mg/L)
_COUNTED_PER = re.compile(r"[\u3400-\u9fff]{1,4}\s?/\s?")  # 200 样本/小时
_FACTOR = re.compile(r"[×*](?=\d)")  # 150℃×70h are two
_WORD = re.compile(
    "方[案面式向法位便程格块形言阵]|位[置移于点]|炉[渣子膛温窑衬]|层[次面析]|次[级要氯数]|点[位阵]|路[径由]|度[电](?=成本)"
)
_NO_POWER = re.compile(
    r"(?<!/s)(?<!/h)(?<!/min)(?<![\^.]0)(?<!\^0\.)(?<=[^m\-−^/\d])\d+$"
)  # 2016年5月, 29°08′
_PER = re.compile(
    r"\s(?:of [a-z]{3,12}\s)?(?:per|a)\s((?:100\s)?[A-Za-zμµ]{1,8}[23²³]?)(?![A-Za-z])"
)
# 三元 and 一点 are words; a lone numeral counts only what nobody writes otherwise.
_AFTER_LONE_NUMERAL = re.compile(
    r"(?:倍|年|天|周|个月|个数量级|小时|分钟|秒|米|毫米|厘米|微米|纳米|公里|千米|吨|公斤|千克|亩|公顷|兆瓦|千瓦)"
)
_BEFORE = {
    "hrc": "HRC", "hv": "HV", "hb": "HB", "ph": "pH", "us$": "美元", "usd": "美元", "$": "美元",
    "rmb": "元", "cny": "元", "人民币": "元", "￥": "元", "¥": "元", "eur": "欧元", "€": "欧元",
}  # fmt: skip
_UNIT_BEFORE = re.compile(
    r"(hrc|hv|hb|ph|us\$|usd|rmb|cny|eur|人民币|[$￥¥€])\s?(?:值|为|达到?|约|[:=])?\s?$"
)
_EACH = re.compile(
    r"每(?P<per>100 ?(?:g|克|m[lL]|毫升)|"
    r"秒钟?|分钟?|小时|天|日|月|年|公顷|亩|吨|公斤|平方米|立方米|平米|件|次|台|人|瓦)"
    r"[^,，。;；\d每]{0,8}$"
)
# 不低于每分钟 30 升: right before the number, whatever the unit.
MONEY = frozenset({"元", "美元", "欧元"})
_SLASH = re.compile(r"\s?(?:/|per\s)\s?")
_EACH_NEXT = re.compile(
    r"每\s?(?P<per>(?:100\s?)?(?:g|克|m[lL]|毫升)|秒钟?|分钟?|小时|天|日|月|年|公顷|亩|吨|公斤|千克|升|"
    r"平方米|立方米|平米|件|次|台|套|个|批|炉|釜|车|人|千?瓦|米|公里|[kt]g?|[Ll]|m[23²³]?)\s?$"
)
_RATE = re.compile(
    r"(?<!\d)(?P<per>年|日|月|亩|时)(?:平均|总|设计|最大)?"
    r"(?:均|产(?!品|业|物)|处理|检测|加工|生产|发电|培训|供|增重|用水|服务|节)[^,，。;；\d]{0,12}$"
)
# 吨水电耗 is per tonne, 度电成本 per kilowatt-hour.
_OF_ONE = re.compile(
    r"(?:(?P<kwh>度)电(?=成本|收益|补贴|价格)|(?P<per>[吨亩])(?:[水钢纸煤酸矿铝铜盐粮料肉油糖醇均]|产品|成本|电耗|能耗|水耗|运费|投资|处理费|处理成本))"
    r"[^,，。;；\d]{0,8}$"
)
# 月自放电率 2 % is per month.
_LOSS_OF = re.compile(
    r"(?P<per>[年月日])(?:均|平均)?(?:自放电|衰减|衰退|损耗|损失|泄漏|降解)率?[^\d]{0,4}$"
)
_CYCLED = re.compile(r"循环(?:充放电|寿命)?(?:了|为|达到?|超过)?\s?$")
_ROUGHNESS = re.compile(r"(?<![a-z])r[az]\s?(?:值)?(?:为|达到?|约)?\s?$")
_PICTURES = frozenset(map(Decimal, (2, 4, 8, 16)))
_PICTURE = re.compile("分辨率|视频|画面|画质|显示|超高清|摄像|resolution|video|display|camera")
_BITS = re.compile("分辨率|采样|模数|量化|字长|adc|dac|resolution")
_POWER_USED = re.compile("电|能耗|耗能|用能|节能")
_PER_THING = (
    "/kg",
    "/t",
    "/g",
    "/m²",
    "/m³",
    "/L",
    "/件",
    "/台",
    "/吨",
    "/亩",
    "/炉",
    "/只",
    "/套",
)
_WARMTH = re.compile("温|热|冷|零下|寒|烘|烧结|退火|沸点|熔点|冰点|闪点|凝点")
_WARM_THING = re.compile("(?:以[上下]|左右|的)?(?:的)?(?:高温|低温|热水|温水|蒸汽|水温|恒温|下)")
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
    at += text[at - 1 : at + 1] == "  "  # left by parentheses around the number
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
    bracket = _IN_BRACKETS.match(text, at)
    if bracket is not None and (known := _known_unit(bracket[1].strip())) is not None:
        return known, bracket.end()
    unit, end = _longest(text, at)
    if not unit and (of_things := _COUNTED_PER.match(text, at)):
        below, below_end = _longest(text, of_things.end())
        if below and (known := _known_unit(f"个/{below}")) is not None:
            return known, below_end
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
        if _WORD.match(written, length - 1):
            continue
        if _NO_POWER.search(written[:length]) and not SUBSTANCE_LAST.search(written[:length]):
            continue
        known = _known_unit(written[:length])
        if known is not None:
            return known, at + length
    return "", at


def unit_before(text: str, at: int) -> tuple[str, int]:
    """Hardness and acidity are written before their number: HRC58, pH 7."""
    match = _UNIT_BEFORE.search(text[max(0, at - 8) : at])
    return (_BEFORE[match[1]], at - len(match[0])) if match else ("", at)


def money_per(text: str, at: int, money: str, per: str) -> tuple[str, int]:
    """``money`` with what it is per, as in $500/kW, which was read as ``per`` or stands at ``at``,
    and where that ends.
    """
    if per:
        return _known_unit(money + per) or money, at
    match = _SLASH.match(text, at)
    if match is None:
        return money, at
    per, end = _longest(text, match.end())
    known = _known_unit(f"{money}/{per}") if per else None
    return (money, at) if known is None else (known, end)


def per_unit(unit: str, words: str) -> str:
    """``unit`` with what ``words`` before it say it is per: 每小时 40 亩, 亩产 600 kg, 日处理 5 t,
    吨水电耗 0.4 kWh.
    """
    if not unit or "/" in unit:
        return unit
    each = _EACH_NEXT.search(words)
    if each is not None:
        return _known_unit(f"{unit}/{_per_written(each['per'])}") or unit
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


def _per_written(per: str) -> str:
    per = per.replace(" ", "")
    return _NAMES.get(per, per)


def as_meant(unit: str, words: str, *, behind: str = "", value: Decimal = Decimal(1)) -> str:
    """``unit`` as ``words`` before it mean it. 度 is a kilowatt-hour, a degree
    Celsius or an angle, a per cent may be of mass, of volume or of moles, Ra 0.4 goes without its
    micrometres, and a picture of 4K has four thousand columns.
    """
    if unit == "周" and _CYCLED.search(words):
        return "周次"  # 循环 500 周 are no weeks
    if not unit and _ROUGHNESS.search(words):
        return "μm"
    if unit.startswith("度"):
        return _degrees(unit, words[-24:], behind, value)
    if unit == "K" and value in _PICTURES and _PICTURE.search(words + behind):
        return "K像素"
    if unit == "位" and _BITS.search(words):
        return "bit"
    if unit == "%":
        return next((share for share, said in _SHARES if said.search(words)), unit)
    return unit


def _degrees(unit: str, words: str, behind: str, value: Decimal) -> str:
    per = unit.removeprefix("度")
    if _POWER_USED.search(words) or per.startswith(_PER_THING):
        return _known_unit(f"kWh{per}") or unit
    if not per and (value < 0 or _WARMTH.search(words) or _WARM_THING.match(behind)):
        return "℃"
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
