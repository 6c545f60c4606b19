from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import facade
from matching.contracts import Comparator, UnparsableIndicator


def _read(text: str) -> list[tuple[str, str, Decimal, Decimal | None, str]]:
    return [
        (i.name, i.comparator.value, i.value, i.value_max, i.unit)
        for i in facade.read_indicators(text)
    ]


@pytest.mark.parametrize(
    ("text", "name", "comparator", "value", "unit"),
    [
        ("材料密度≥1.80 g/cm³", "材料密度", ">=", "1.80", "g/cm³"),
        ("要求抗拉强度不低于600MPa", "抗拉强度", ">=", "600", "MPa"),
        ("响应时间应控制在100ms以内", "响应时间", "<=", "100", "ms"),
        ("识别率达到98%", "识别率", ">=", "98", "%"),
        ("响应时间达到5ms", "响应时间", "<=", "5", "ms"),
        ("定位精度优于0.5m", "定位精度", "<=", "0.5", "m"),
        ("识别精度优于95%", "识别精度", ">=", "95", "%"),
        ("控温精度±1℃", "控温精度", "<=", "1", "℃"),
        ("工作电压220V", "工作电压", "=", "220", "V"),
        ("600℃下导热系数≤0.08W/(m·K)", "600℃下导热系数", "<=", "0.08", "W/(m·K)"),
        ("黏度≤500mPa·s(25℃)", "黏度(25℃)", "<=", "500", "mPa·s"),
        ("浸出毒性：铅≤0.25mg/L", "铅", "<=", "0.25", "mg/L"),
        ("单位能耗降低20%以上", "单位能耗降低", ">=", "20", "%"),
        ("培养周期缩短至7天以内", "培养周期", "<=", "7", "天"),
        ("亩产不低于600公斤", "亩产", ">=", "600", "kg"),
        ("98%以上的识别率", "识别率", ">=", "98", "%"),
        (
            "The tensile strength shall be at least 1.2 GPa",
            "tensile strength",
            ">=",
            "1.2",
            "GPa",
        ),
        ("Uptime of at least 99.9%", "Uptime", ">=", "99.9", "%"),
    ],
)
def test_a_wish_is_read_as_a_row(text, name, comparator, value, unit):
    ((found, how, much, _upper, what),) = _read(text)
    assert (found, how, much) == (name, comparator, Decimal(value))
    assert what.split("/亩")[0] == unit


def test_several_wishes_of_one_text_are_read_in_order():
    assert _read("COD≤50mg/L，氨氮≤5mg/L；脱氮率≥80%") == [
        ("COD", "<=", Decimal(50), None, "mg/L"),
        ("氨氮", "<=", Decimal(5), None, "mg/L"),
        ("脱氮率", ">=", Decimal(80), None, "%"),
    ]


def test_two_bounds_are_one_range():
    assert _read("密度≥1.8且≤2.0 g/cm³") == [
        ("密度", "range", Decimal("1.8"), Decimal("2.0"), "g/cm³")
    ]


@pytest.mark.parametrize(
    ("text", "part", "problem"),
    [
        ("密度≥≥5", "≥≥", "two comparators"),
        ("质量≥1e999 kg", "1e999", "cannot be read"),
        ("密度≥5且≤3 g/cm³", "密度≥5且≤3 g/cm³", "lies above"),
        ("密度≥1.8 foo", "foo", "unknown unit"),
        ("密度≥1.8 kg/foo", "/foo", "unknown unit"),
        ("≥5", "≥5", "no name"),
        ("性能要好", "性能要好", "no number"),
        ("", "", "no number"),
        ("😀", "😀", "no number"),
    ],
)
def test_what_cannot_be_read_is_named(text, part, problem):
    with pytest.raises(UnparsableIndicator, match=problem) as refused:
        facade.read_indicators(text)
    assert refused.value.part == part
    assert refused.value.text == text


@given(st.text(max_size=120))
def test_any_text_states_indicators_or_is_refused(text):
    try:
        found = facade.read_indicators(text)
    except UnparsableIndicator:
        return
    for indicator in found:
        assert indicator.name.strip()
        assert indicator.value.is_finite()
        if indicator.comparator is Comparator.RANGE:
            assert indicator.value_max is not None
            assert indicator.value <= indicator.value_max


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("使用温度不低于1600℃", "使用温度"),
        ("数据查询响应≤2秒", "数据查询响应"),
        ("废品率由5%降至1%以下", "废品率"),
        ("-40℃冲击功≥47J", "-40℃冲击功"),
        ("相位噪声≤-120 dBc/Hz@10kHz", "相位噪声(10kHz)"),
    ],
)
def test_a_name_keeps_its_own_words(text: str, name: str) -> None:
    assert facade.read_indicators(text)[0].name == name


def test_better_than_a_negative_level_is_below_it() -> None:
    (found,) = facade.read_indicators("灵敏度优于-110 dBm")
    assert found.comparator is Comparator.LE


def test_an_offer_states_values_and_bounds_nothing() -> None:
    found = facade.read_indicators("抗拉强度达到450 MPa，比对照提高20%", stated=True)
    assert [(each.name, each.comparator) for each in found] == [("抗拉强度", Comparator.EQ)]
