"""Indicators written otherwise, several values of one, plans and reports."""

from __future__ import annotations

from decimal import Decimal

import pytest

from matching import facade
from matching.contracts import Comparator, Indicator, Verdict
from tests.matching.wanted import wanted_of


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
        [wanted_of("抗压强度 >= 50 MPa")], {"title": "甲", "summary": "抗压强度70MPa"}, rows
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
