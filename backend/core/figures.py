"""Numbers and units as people write them, in the reader's language: 42.6 月, 0.17 天, 1×10⁻⁹."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language

_EXACT = 6  # significant digits that somebody may have typed; what has more was converted
_GROUPED = 10_000
_SMALL, _LARGE = Decimal("0.0001"), Decimal(10) ** 15
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_TIGHT = frozenset({"%", "‰", "°", "′", "″"})
# Words, not symbols: Chinese, then one and several in English.
_WORDS = (
    ("天", "day", "days"), ("周", "week", "weeks"), ("月", "month", "months"),
    ("年", "year", "years"), ("小时", "hour", "hours"), ("分钟", "minute", "minutes"),
    ("秒", "second", "seconds"), ("次", "time", "times"), ("件", "piece", "pieces"),
    ("元", "CNY", "CNY"), ("美元", "USD", "USD"), ("欧元", "EUR", "EUR"), ("亩", "mu", "mu"),
    ("吨", "t", "t"), ("公斤", "kg", "kg"), ("克", "g", "g"),
    ("米", "m", "m"), ("人", "person", "people"),
    ("倍", "fold", "times"), ("目", "mesh", "mesh"), ("级", "grade", "grades"), ("度", "°", "°"),
    ("个百分点", "percentage point", "percentage points"),
    ("个数量级", "order of magnitude", "orders of magnitude"),
)  # fmt: skip
_SAME = {"日": "天", "个月": "月", "千克": "公斤", "deg": "度"}
_ENGLISH = {chinese: (one, several) for chinese, one, several in _WORDS}
_CHINESE = {
    english: chinese
    for chinese, *both in _WORDS
    for english in both
    if len(english) > 2 and english.islower()
}
_HUNDREDS = {"亿": 8, "万": 4}


def figure(value: object) -> str:
    """A number without idle zeros and exponents: 0.05, 12,000, 1×10⁻⁹. What has more digits than
    anybody types is rounded to what is worth reading: 42.6, 0.17.
    """
    exact = Decimal(str(value)).normalize()
    if not exact:
        return "0"
    if not _SMALL <= abs(exact) < _LARGE:
        return _with_power(exact)
    if len(exact.as_tuple().digits) > _EXACT and exact != exact.to_integral_value():
        exact = _rounded(exact)
    return f"{exact:,f}" if abs(exact) >= _GROUPED else f"{exact:f}"


def figures(value: object, value_max: object = None) -> str:
    """A number, or a range with its upper end: 3–5."""
    return figure(value) if value_max is None else f"{figure(value)}–{figure(value_max)}"


def unit_shown(unit: str, *, several: bool = True) -> str:
    """A unit in the reader's language: t/年 as t/year, day as 天; symbols stay."""
    above, *below = unit.split("/")
    return "/".join(
        [_word(above, several=several), *(_word(part, several=False) for part in below)]
    )


def quantity_shown(value: object, unit: str, value_max: object = None) -> str:
    """A number or range with its unit: 1200 W/(m·K), 3–5 mm, 96%."""
    if not _in_chinese():
        value, value_max, unit = _without_hundreds(value, value_max, unit)
    shown = figures(value, value_max)
    named = unit_shown(unit, several=shown != "1")
    return shown + named if not unit or named in _TIGHT else f"{shown} {named}"


def _rounded(exact: Decimal) -> Decimal:
    """Three digits, two behind the point at most, unless it is smaller than a tenth."""
    places = 2 - exact.adjusted() if exact.adjusted() >= 0 or abs(exact) < Decimal("0.1") else 2
    if exact.adjusted() < -1:
        places = 1 - exact.adjusted()
    return exact.quantize(Decimal(1).scaleb(-max(places, 0))).normalize()


def _with_power(exact: Decimal) -> str:
    power = exact.adjusted()
    mantissa = exact.scaleb(-power)
    if len(mantissa.as_tuple().digits) > _EXACT:
        mantissa = mantissa.quantize(Decimal("0.01"))
    return f"{mantissa.normalize():f}×10{str(power).translate(_RAISED)}"


def _in_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


def _word(part: str, *, several: bool) -> str:
    if _in_chinese():
        return _CHINESE.get(part, part)
    chinese = _SAME.get(part) or _CHINESE.get(part, part)
    one, more = _ENGLISH.get(chinese, (part, part))
    return more if several else one


def _without_hundreds(value: object, value_max: object, unit: str) -> tuple[object, object, str]:
    """万元 as that many CNY: English has no word for ten thousand."""
    power = _HUNDREDS.get(unit[:1], 0) if len(unit) > 1 else 0
    if not power:
        return value, value_max, unit
    ends = [None if end is None else Decimal(str(end)).scaleb(power) for end in (value, value_max)]
    return ends[0], ends[1], unit[1:]
