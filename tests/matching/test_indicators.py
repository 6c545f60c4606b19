from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import facade
from matching.contracts import Comparator, Indicator, UnparsableIndicator, Verdict

_COMPARATORS = {c.value: c for c in Comparator}


def _wanted(written: str) -> Indicator:
    name, comparator, value, *unit = written.split()
    low, _, high = value.partition("..")
    return Indicator(
        name,
        _COMPARATORS[comparator],
        Decimal(low),
        unit[0] if unit else "",
        Decimal(high) if high else None,
    )


@pytest.mark.parametrize(
    ("wanted", "text", "verdict"),
    [
        ("密度 >= 1.80 g/cm³", "体积密度达到1.85g/cm3", "met"),
        ("密度 >= 1.80 g/cm³", "体积密度为1780 kg/m³", "nearly"),
        ("密度 >= 1.80 g/cm³", "体积密度为1.2g/cm3", "missed"),
        ("密度 >= 1.80 g/cm³", "抗压强度60MPa", "absent"),
        ("密度 > 1.80 g/cm³", "密度1.80g/cm3", "nearly"),
        ("密度 > 1.80 g/cm³", "密度大于1.80g/cm3", "met"),
        ("灰分 <= 50 ppm", "灰分不大于0.002%", "met"),
        ("灰分 <= 50 ppm", "灰分小于20ppm", "met"),
        ("能耗 <= 100 kWh/t", "能耗降低20%", "unclear"),
        ("工作温度 range -20..60 ℃", "工作温度-40~85℃", "met"),
        ("厚度 range 10..20 um", "厚度15μm", "met"),
        ("厚度 range 10..20 um", "厚度15-30μm", "unclear"),
        ("厚度 range 10..20 um", "厚度40μm", "missed"),
        ("循环寿命 >= 1000 次", "循环寿命至多800次", "missed"),
        ("循环寿命 >= 1000 次", "循环寿命800~1200次", "unclear"),
        ("识别率 >= 98 %", "识别率由95%提高到99.2%", "met"),
        ("抗压强度 >= 50 MPa", "传统材料抗压强度为60MPa，本材料抗压强度为40MPa", "missed"),
        ("抗压强度 >= 50 MPa", "抗压强度60 kg", "unclear"),
        ("tensile-strength >= 300 MPa", "Tensile strength of 0.35 GPa", "met"),
    ],
)
def test_verdicts_from_a_text(wanted, text, verdict):
    (check,) = facade.check_indicators([_wanted(wanted)], {"title": "甲", "summary": text})
    assert str(check.verdict) == verdict


def test_the_conversion_and_the_passage_are_shown():
    text = "本产品外观好。经检测，体积密度为1780 kg/m³，灰分低。"
    (check,) = facade.check_indicators(
        [_wanted("密度 >= 1.80 g/cm³")], {"title": "甲", "summary": text}
    )
    assert check.verdict is Verdict.NEARLY
    assert (check.reached, check.reached_unit, check.converted) == (
        Decimal(1780),
        "kg/m³",
        Decimal("1.78"),
    )
    assert check.gap == pytest.approx(0.0111, abs=1e-4)
    assert check.span is not None
    assert text[check.span.start : check.span.end] == "体积密度为1780 kg/m³"


def test_rows_come_before_sentences():
    rows = [Indicator("体积密度", Comparator.EQ, Decimal("1.70"), "g/cm3")]
    (check,) = facade.check_indicators(
        [_wanted("体积密度 >= 1.80 g/cm³")], {"title": "甲", "summary": "体积密度1.9g/cm3"}, rows
    )
    assert (check.verdict, check.reached, check.span) == (Verdict.NEARLY, Decimal("1.70"), None)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e400", "-1e400", "0"])
def test_odd_values_give_a_verdict(value):
    wanted = Indicator("密度", Comparator.GE, Decimal(value), "g/cm³")
    (check,) = facade.check_indicators([wanted], {"title": "密度1.8g/cm3"})
    assert check.verdict in set(Verdict)
    assert check.gap is None or check.gap >= 0


def test_an_unknown_unit_is_not_compared():
    wanted = Indicator("密度", Comparator.GE, Decimal(1), "foo")
    (check,) = facade.check_indicators([wanted], {"title": "密度1.8g/cm3"})
    assert check.verdict is Verdict.UNCLEAR


def test_ten_thousand_indicators_are_answered():
    wanted = [Indicator(f"指标{i}", Comparator.GE, Decimal(i)) for i in range(10_000)]
    checks = facade.check_indicators(wanted, {"title": "密度1.8g/cm3"})
    assert [c.wanted for c in checks] == wanted


def test_text_is_checked_against_text_and_both_passages_are_quoted():
    need = "拟解决涂层易脱落问题，要求附着力不低于5MPa；耐盐雾时间≥1000小时。"
    offer = "已完成中试。涂层附着力为4.8 MPa，耐盐雾时间超过1200 h。"
    adhesion, salt = facade.check_indicators([need], offer)
    assert [adhesion.verdict, salt.verdict] == [Verdict.NEARLY, Verdict.MET]
    assert adhesion.wanted_span is not None
    assert adhesion.span is not None
    assert need[adhesion.wanted_span.start : adhesion.wanted_span.end] == "附着力不低于5MPa"
    assert offer[adhesion.span.start : adhesion.span.end] == "涂层附着力为4.8 MPa"


def test_a_row_has_no_passage_of_its_own():
    (check,) = facade.check_indicators([_wanted("密度 >= 1 g/cm³")], "密度2g/cm³")
    assert check.wanted_span is None


def test_a_wish_that_cannot_be_read_is_refused():
    with pytest.raises(UnparsableIndicator) as refused:
        facade.check_indicators(["密度≥≥5"], "密度6")
    assert refused.value.part == "≥≥"


def test_a_range_is_converted_at_both_ends():
    (check,) = facade.check_indicators(["膜厚1~30μm"], "膜厚0.01~0.02mm")
    assert (check.verdict, check.converted, check.converted_max) == (
        Verdict.MET,
        Decimal(10),
        Decimal(20),
    )


_EQUAL = [
    ("1 g/cm³", "1000 kg/m³"),
    ("60 MPa", "0.06 GPa"),
    ("15 亩", "1 公顷"),
    ("90 %", "900 ‰"),
    ("3600 s", "1 h"),
    ("650 公斤/亩", "9.75 t/ha"),
    ("25 ℃", "298.15 K"),
    ("3 万元", "30000 元"),
    ("20 ppm", "0.002 %"),
    ("720 r/min", "12 r/s"),
]


@given(
    st.sampled_from(_EQUAL),
    st.integers(1, 400),
    st.sampled_from(["≥", "≤", ">", "<", "不低于", "不超过"]),
    st.booleans(),
)
def test_equal_quantities_get_equal_verdicts(equal, hundredths, sign, swapped):
    (number, unit), (other_number, other_unit) = (written.split() for written in equal)
    scale = Decimal(1) if unit == "℃" else Decimal(hundredths) / 100
    wished = f"特征值{sign}{Decimal(number)}{unit}"
    texts = [
        f"特征值为{Decimal(n) * scale:f}{u}"
        for n, u in [(number, unit), (other_number, other_unit)]
    ]
    first, second = (facade.check_indicators([wished], text)[0].verdict for text in texts)
    assert first == second != Verdict.ABSENT


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_two_texts_give_verdicts_or_a_refusal(need, offer):
    try:
        checks = facade.check_indicators([need], offer)
    except UnparsableIndicator:
        return
    for check in checks:
        assert check.span is None or 0 <= check.span.start < check.span.end <= len(offer)
        assert check.wanted_span is not None
        assert 0 <= check.wanted_span.start < check.wanted_span.end <= len(need)


_WORDS = st.sampled_from(
    ["密度", "为", "达到", "≥", "1.8", "30", "g/cm³", "%", "MPa", "，", "。", "提高", "分别", "、", "和",
     "对照", "温度", "下", "5~8", "±", "×10⁻⁶", "三成", "由", "(", ")", "每", "万", "倍", "的", " "]
)  # fmt: skip


@given(st.lists(_WORDS, max_size=30).map("".join), st.lists(_WORDS, max_size=60).map("".join))
def test_any_order_of_the_fields_own_words_is_read(need, offer):
    test_any_two_texts_give_verdicts_or_a_refusal.hypothesis.inner_test(need, offer)


@pytest.mark.parametrize(
    "offer",
    ["密", "1" * 200_000, "😀" * 50_000, "密度1.8g/cm³，" * 20_000, "(" * 100_000, "1~" * 100_000,
     "≥" * 100_000, "较" * 100_000, "a " * 100_000, "1.8、" * 50_000, "由1到" * 40_000],
)  # fmt: skip
def test_long_and_odd_texts_are_answered(offer):
    wanted = [Indicator("密度", Comparator.GE, Decimal(1), "g/cm³")]
    (check,) = facade.check_indicators(wanted, offer)
    assert check.verdict in {Verdict.MET, Verdict.ABSENT, Verdict.UNCLEAR, Verdict.MISSED}


@pytest.mark.parametrize(
    ("need", "offer", "verdict"),
    [
        # A unit or a verb says what a number is about.
        ("帧率≥60 fps", "检测可达75帧/秒。", Verdict.MET),
        ("使用温度不低于1200℃", "该陶瓷可在1500℃下长期使用。", Verdict.MET),
        ("续航不少于2小时", "续航150 min，续航里程80 km。", Verdict.MET),
        # A removal is a fall by so many per cent, of the same thing only.
        ("甲苯去除率≥90%", "甲苯浓度降低93%。", Verdict.MET),
        ("甲苯去除率≥90%", "能耗降低93%。", Verdict.ABSENT),
        # A change in the thing's own unit.
        ("振动降低5 dB以上", "振动由70 dB降到62 dB。", Verdict.MET),
        ("利用率提高10个百分点", "利用率由61%提高到68%。", Verdict.MISSED),
        # What is counted per tonne or per kilowatt-hour by its name.
        ("吨钢电耗≤400 kWh", "吨钢电耗380 kWh/t。", Verdict.MET),
        ("度电成本≤0.3元", "度电成本0.26元/kWh。", Verdict.MET),
        # Objects in the other language.
        ("铅含量≤5 mg/kg", "The lead content is 2 mg/kg.", Verdict.MET),
        ("铅含量≤5 mg/kg", "The zinc content is 2 mg/kg.", Verdict.ABSENT),
    ],
)
def test_what_is_written_otherwise_is_found(need: str, offer: str, verdict: Verdict) -> None:
    (check,) = facade.check_indicators([need], offer)
    assert check.verdict is verdict


def test_a_wanted_absence_is_met_by_nothing_found() -> None:
    (check,) = facade.check_indicators(["镉未检出"], "产品中镉未检出。")
    assert check.verdict is Verdict.MET
    (check,) = facade.check_indicators(["镉未检出"], "产品中镉含量0.2 mg/kg。")
    assert check.verdict is Verdict.MISSED


@pytest.mark.parametrize(
    ("need", "offer", "verdict"),
    [
        ("污水处理规模1万吨/日以上", "处理规模为12000 m³/d。", Verdict.MET),
        ("粉料处理规模1万吨/日以上", "处理规模为12000 m³/d。", Verdict.UNCLEAR),
        ("土壤pH 6.5~7.5", "改良后土壤pH由5.2升至6.8。", Verdict.MET),
    ],
)
def test_a_unit_may_go_without_saying(need: str, offer: str, verdict: Verdict) -> None:
    (check,) = facade.check_indicators([need], offer)
    assert check.verdict is verdict


@pytest.mark.parametrize(
    ("need", "offer", "verdict"),
    [
        ("发芽率≥90%", "三年的发芽率分别为91%、93%和95%。", Verdict.MET),
        ("发芽率≥90%", "三年的发芽率分别为88%、93%和95%。", Verdict.UNCLEAR),
        ("发芽率≥90%", "三年的发芽率分别为50%、62%和71%。", Verdict.MISSED),
        ("氨氮≤1mg/L", "夏季出水氨氮0.6mg/L，冬季出水氨氮1.8mg/L。", Verdict.UNCLEAR),
        ("截留率≥99%", "膜A的截留率为97%，膜B为99.4%。", Verdict.UNCLEAR),
        ("拉伸强度≥50MPa", "拉伸强度：纵向62MPa，横向41MPa。", Verdict.UNCLEAR),
        ("Tensile strength ≥ 50 MPa", "Tensile strength was 62 MPa along and 41 MPa across it.",
         Verdict.UNCLEAR),
        ("表面粗糙度≤0.8μm", "The surface roughness ranges from 0.6 to 1.1 µm.", Verdict.UNCLEAR),
        # What it was before the treatment, and another quantity, decide nothing.
        ("含水率≤15%", "收获时含水率28%，烘干后含水率14%。", Verdict.MET),
        ("粒径D50≤10μm", "粉末粒径D50为7μm，D90为15μm。", Verdict.MET),
    ],
)  # fmt: skip
def test_several_values_are_judged_together(need: str, offer: str, verdict: Verdict) -> None:
    (check,) = facade.check_indicators([need], offer)
    assert check.verdict is verdict


def test_rows_on_both_sides_of_the_bound_are_not_settled_by_a_sentence() -> None:
    rows = [Indicator("抗压强度", Comparator.EQ, Decimal(value), "MPa") for value in ("62", "41")]
    (check,) = facade.check_indicators(
        [_wanted("抗压强度 >= 50 MPa")], {"title": "甲", "summary": "抗压强度70MPa"}, rows
    )
    assert (check.verdict, check.reached) == (Verdict.UNCLEAR, Decimal(41))


@pytest.mark.parametrize(
    ("need", "offer", "verdict"),
    [
        ("Strength ≥ 50 MPa at 800 °C", "At room temperature the strength is 80 MPa.",
         Verdict.UNCLEAR),
        ("离子电导率≥1mS/cm（25℃）", "在80℃下，离子电导率为3mS/cm。", Verdict.UNCLEAR),
        ("循环1000次容量保持率≥80%", "循环300圈容量保持率92%。", Verdict.UNCLEAR),
        ("Capacity retention ≥ 80% after 1000 cycles",
         "The capacity retention was 86% after 1000 cycles.", Verdict.MET),
        ("导航误差≤5m", "导航误差为航程的0.3%。", Verdict.UNCLEAR),
        ("轴承寿命≥5000h", "滑动轴承寿命达10万次摆动。", Verdict.UNCLEAR),
        ("氨氮去除率≥90%", "出水氨氮为0.8mg/L。", Verdict.UNCLEAR),
        ("出水氨氮≤1mg/L", "氨氮去除率达98%。", Verdict.UNCLEAR),
    ],
)  # fmt: skip
def test_what_does_not_compare_is_unclear(need: str, offer: str, verdict: Verdict) -> None:
    (check,) = facade.check_indicators([need], offer)
    assert check.verdict is verdict


@pytest.mark.parametrize(
    ("need", "offer", "verdict"),
    [
        ("能量密度≥300Wh/kg", "下一步计划将能量密度做到360Wh/kg。", Verdict.ABSENT),
        ("能量密度≥300Wh/kg", "能量密度已达310Wh/kg，预计可达360Wh/kg。", Verdict.MET),
        ("能量密度≥300Wh/kg", "下一步将开展中试，现已实现能量密度310Wh/kg。", Verdict.MET),
        ("Energy density ≥ 300 Wh/kg", "We aim to reach an energy density of 360 Wh/kg.",
         Verdict.ABSENT),
        ("转换效率≥20%", "文献报道的转换效率为25%，本器件转换效率为18%。", Verdict.NEARLY),
        ("Energy density ≥ 300 Wh/kg", "The energy density is now 310 Wh/kg.", Verdict.MET),
    ],
)  # fmt: skip
def test_a_plan_or_a_reported_value_is_not_the_offers(
    need: str, offer: str, verdict: Verdict
) -> None:
    (check,) = facade.check_indicators([need], offer)
    assert check.verdict is verdict


@pytest.mark.parametrize(
    ("need", "offer"),
    [
        ("Throughput ≥ 500 parts per hour", "The sorter has a throughput of 600 parts per hour."),
        ("Throughput ≥ 200 samples per hour", "It has a throughput of 4 samples per minute."),
        ("并发用户数≥10000", "可支持2.5万并发用户。"),
        ("Lead in drinking water ≤ 10 ppb", "Lead in drinking water is 2.4 µg/L."),
        ("硬度≥1000HV", "硬度为1150HV0.3。"),
        ("脱水率≥80%", "脱水效率87%。"),
        ("糖度≥14", "糖度15.2%。"),
        ("镉浓度≤0.1mg/L", "出水镉0.03mg/L。"),
        ("硬度≥85 Shore A", "硬度为90邵A。"),
        ("重金属含量≤10ppm", "抗压强度50MPa，产品不含重金属。"),
        ("整机重量≥25kg", "整机重量28kg，不含电池。"),
        ("Repeatability of ±5 μm or better", "Repeatability: ±3 μm over 300 mm travel."),
    ],
)
def test_units_and_names_written_otherwise_are_met(need: str, offer: str) -> None:
    (check,) = facade.check_indicators([need], offer)
    assert check.verdict is Verdict.MET
