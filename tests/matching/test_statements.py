from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.quantities.roles import Change, Role
from matching.quantities.statements import fold_numbers, statements


def _read(text: str) -> list[tuple]:
    return [
        (s.comparator.value, s.value, s.unit)
        if s.value_max is None
        else (s.comparator.value, s.value, s.value_max, s.unit)
        for s in statements(text)
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("体积密度达到1.85g/cm3", [("=", Decimal("1.85"), "g/cm³")]),
        ("强度≥60MPa，灰分不大于50ppm", [(">=", Decimal(60), "MPa"), ("<=", Decimal(50), "ppm")]),
        ("０．５％以内", [("<=", Decimal("0.5"), "%")]),
        ("导热系数0.035~0.042 W/(m·K)", [("range", Decimal("0.035"), Decimal("0.042"), "W/(m·K)")]),
        ("使用温度-40～85℃", [("range", Decimal(-40), Decimal(85), "℃")]),
        ("转速3000±50r/min", [("range", Decimal(2950), Decimal(3050), "rpm")]),
        ("100MPa-150MPa", [("range", Decimal(100), Decimal(150), "MPa")]),
        ("年处理3万吨", [("=", Decimal(30000), "t/年")]),
        ("热膨胀系数4.5×10-6/K", [("=", Decimal("0.0000045"), "/K")]),
        ("热膨胀系数4.5×10⁻⁶/K", [("=", Decimal("0.0000045"), "/K")]),
        ("硬度HRC58-62", [("range", Decimal(58), Decimal(62), "HRC")]),
        ("at least 1,200 h", [(">=", Decimal(1200), "h")]),
        ("PM2.5去除率大于99%", [(">", Decimal(99), "%")]),
        ("2019年投产", []),
        ("1e999 kg", []),
        ("2016年5月", []),
        ("长1 000 mm", [("=", Decimal(1000), "mm")]),
        ("误码率低于1×10⁻¹²", [("<", Decimal("1E-12"), "")]),
        ("循环10⁶次", [("=", Decimal("1E+6"), "次")]),
        ("漏率10^-9 Pa·m³/s", [("=", Decimal("1E-9"), "Pa·m³/s")]),
        ("(4~5)×10⁻⁶/K", [("range", Decimal("0.000004"), Decimal("0.000005"), "/K")]),
        ("3~5万件", [("range", Decimal(30000), Decimal(50000), "件")]),
        ("误差±0.5%", [("=", Decimal("0.5"), "%")]),
        ("合格率九成五以上", [(">=", Decimal(95), "%")]),
        ("发芽率不足八成", [("<", Decimal(80), "%")]),
        ("万分之五以内", [("<=", Decimal("0.05"), "%")]),
        ("服务三百余家", [(">=", Decimal(300), "家")]),
        ("半年", [("=", Decimal("0.5"), "年")]),
        ("三元材料，一体化，十分稳定", []),
        ("每小时40亩", [("=", Decimal(40), "亩/h")]),
        ("亩产650公斤", [("=", Decimal(650), "kg/亩")]),
        ("0.5 kWh per m³", [("=", Decimal("0.5"), "kWh/m³")]),
        ("270 Wh kg-1", [("=", Decimal(270), "Wh·kg⁻¹")]),
        ("零下40℃", [("=", Decimal(-40), "℃")]),
        ("成型尺寸250×250×300mm", []),
        ("料肉比2.6:1", [("=", Decimal("2.6"), "")]),
        ("定位精度达到厘米级", [("=", Decimal(1), "cm")]),
        ("杂质未检出", [("=", Decimal(0), "未检出")]),
        ("未超过8MPa", [("<=", Decimal(8), "MPa")]),
        ("尚未达到60MPa", [("<", Decimal(60), "MPa")]),
        ("did not exceed 80%", [("<=", Decimal(80), "%")]),
        ("one and a half years", [("=", Decimal("1.5"), "years")]),
        ("如图3所示，第100圈，实施例1", []),
    ],
)
def test_quantities_as_people_write_them(text, found):
    assert _read(text) == found


def test_from_and_to_are_two_values_of_which_the_first_is_former():
    former, reached = statements("识别率由95%提高到99.2%")
    assert (former.value, former.role) == (Decimal(95), Role.FORMER)
    assert (reached.value, reached.role, reached.former) == (
        Decimal("99.2"),
        Role.VALUE,
        Decimal(95),
    )


@pytest.mark.parametrize(
    ("text", "value", "unit", "direction", "multiple"),
    [
        ("成本降低30%", 30, "%", -1, False),
        ("降低能耗约20%", 20, "%", -1, False),
        ("效率提升了三成", 30, "%", 1, False),
        ("产量翻番", 100, "%", 1, False),
        ("用药量减半", 50, "%", -1, False),
        ("寿命提高到原来的3倍", 3, "倍", 1, True),
        ("功耗降至原来的三分之一", 100 / 3, "%", -1, True),
        ("电阻率降低了两个数量级", 2, "个数量级", -1, False),
        ("准确率比现有方法高3个百分点", 3, "个百分点", 1, False),
        ("信噪比提升了12dB", 12, "dB", 1, False),
        ("latency was reduced by 45%", 45, "%", -1, False),
        ("a cost reduction of 22%", 22, "%", -1, False),
        ("30% higher than before", 30, "%", 1, False),
    ],
)
def test_a_change_is_no_value(text, value, unit, direction, multiple):
    (said,) = statements(text)
    assert said.role is Role.CHANGE
    assert (float(said.value), said.unit) == (pytest.approx(value), unit)
    assert said.change == Change(direction, multiple)


@pytest.mark.parametrize(
    "text",
    ["准确率提高到98%", "成本降至20元", "压缩强度为60MPa", "断裂伸长率达4.5倍", "raised to 98%"],
)
def test_a_value_is_no_change(text):
    (said,) = statements(text)
    assert said.role is Role.VALUE


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("在600℃下导热系数0.03W/(m·K)", [600]),
        ("常温(25℃)导热系数0.03W/(m·K)", [25]),
        ("1000次循环后容量保持率86%", [1000]),
        ("经500h热处理后强度60MPa", [500]),
        ("an efficiency of 22% at 25 °C", [25]),
    ],
)
def test_conditions_are_told_from_values(text, conditions):
    found = [s.value for s in statements(text) if s.role is Role.CONDITION]
    assert found == conditions


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("传统工艺强度为40MPa，本技术强度为60MPa", [True, False]),
        ("对比例强度为40MPa，而实施例强度为60MPa", [True, False]),
        ("与传统工艺相比强度达60MPa", [False]),
        ("进水COD 400mg/L，出水COD 40mg/L", [True, False]),
        ("未处理样品强度40MPa", [True]),
        ("the baseline reaches 91%", [True]),
    ],
)
def test_another_samples_value_is_marked(text, others):
    assert [bool(s.others) for s in statements(text)] == others


@given(st.text(alphabet="0123456789.,-+~±×eE% 万亿kgMPa≥≤以上至到/^()。密度", max_size=60))
def test_offsets_lie_in_the_text(text):
    for statement in statements(text):
        assert 0 <= statement.clause_start <= statement.start < statement.end <= len(text)
        assert statement.value.is_finite()


_FULL_WIDTH = {ord(a): chr(ord(a) + 0xFEE0) for a in "0123456789.%+<>=~gMPaknm"}


@given(st.text(alphabet="0123456789.%+<>=~gMPaknm密度为达到提高以上 。", max_size=60))
def test_full_width_reads_as_half_width(text):
    assert fold_numbers(text.translate(_FULL_WIDTH)) == fold_numbers(text)
    assert _read(text.translate(_FULL_WIDTH)) == _read(text)


@pytest.mark.parametrize(
    "text", ["按GB/T 2408-2021检验", "符合 GB 16297-1996", "ISO 9001:2015认证", "达到UL94 V-0级"]
)
def test_standards_are_no_quantities(text: str) -> None:
    assert statements(text) == ()


def test_a_power_may_be_spelt_out() -> None:
    (found,) = statements("误码率低于10的-12次方")
    assert (found.comparator.value, found.value) == ("<", Decimal("1e-12"))


def test_a_preposition_is_no_unit() -> None:
    assert [s.unit for s in statements("3×10^-10 at 25 Gbps")] == ["", "Gbps"]
