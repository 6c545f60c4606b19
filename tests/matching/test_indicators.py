from __future__ import annotations

from decimal import Decimal

import pytest

from matching import facade
from matching.contracts import Comparator, Indicator, Verdict

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
        ("能耗 <= 100 kWh/t", "能耗降低20%", "absent"),
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
    (check,) = facade.check_indicators([_wanted(wanted)], [], {"title": "甲", "summary": text})
    assert str(check.verdict) == verdict


def test_the_conversion_and_the_passage_are_shown():
    text = "本产品外观好。经检测，体积密度为1780 kg/m³，灰分低。"
    (check,) = facade.check_indicators(
        [_wanted("密度 >= 1.80 g/cm³")], [], {"title": "甲", "summary": text}
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
        [_wanted("体积密度 >= 1.80 g/cm³")], rows, {"title": "甲", "summary": "体积密度1.9g/cm3"}
    )
    assert (check.verdict, check.reached, check.span) == (Verdict.NEARLY, Decimal("1.70"), None)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e400", "-1e400", "0"])
def test_odd_values_give_a_verdict(value):
    wanted = Indicator("密度", Comparator.GE, Decimal(value), "g/cm³")
    (check,) = facade.check_indicators([wanted], [], {"title": "密度1.8g/cm3"})
    assert check.verdict in set(Verdict)
    assert check.gap is None or check.gap >= 0


def test_an_unknown_unit_is_not_compared():
    wanted = Indicator("密度", Comparator.GE, Decimal(1), "foo")
    (check,) = facade.check_indicators([wanted], [], {"title": "密度1.8g/cm3"})
    assert check.verdict is Verdict.UNCLEAR


def test_ten_thousand_indicators_are_answered():
    wanted = [Indicator(f"指标{i}", Comparator.GE, Decimal(i)) for i in range(10_000)]
    checks = facade.check_indicators(wanted, [], {"title": "密度1.8g/cm3"})
    assert [c.wanted for c in checks] == wanted
