from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import facade
from matching.contracts import Comparator, Indicator, UnparsableIndicator, Verdict
from tests.matching.wanted import wanted_of


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
    (check,) = facade.check_indicators([wanted_of(wanted)], {"title": "甲", "summary": text})
    assert str(check.verdict) == verdict


def test_the_conversion_and_the_passage_are_shown():
    text = "本产品外观好。经检测，体积密度为1780 kg/m³，灰分低。"
    (check,) = facade.check_indicators(
        [wanted_of("密度 >= 1.80 g/cm³")], {"title": "甲", "summary": text}
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
        [wanted_of("体积密度 >= 1.80 g/cm³")], {"title": "甲", "summary": "体积密度1.9g/cm3"}, rows
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
    (check,) = facade.check_indicators([wanted_of("密度 >= 1 g/cm³")], "密度2g/cm³")
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
