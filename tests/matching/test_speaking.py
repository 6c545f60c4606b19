"""Which verdicts are spoken, and what they may do to a level."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from matching import facade
from matching.contracts import Comparator, Indicator, IndicatorCheck, Level, Profile, Verdict
from matching.fitting.market import Market, calibrate
from matching.signals.base import Pairs
from matching.signals.indicators import certain, mostly_missed, spoken


def wanted(name: str, unit: str = "mm") -> Indicator:
    return Indicator(name, Comparator.LE, Decimal(2), unit)


def stated(name: str, value: int = 1, unit: str = "mm") -> Indicator:
    return Indicator(name, Comparator.EQ, Decimal(value), unit)


def check_of(want: Indicator, row: Indicator) -> IndicatorCheck:
    (check,) = facade.check_indicators([want], {"title": ""}, [row])
    return check


@pytest.mark.parametrize(
    ("want", "row", "levels"),
    [
        # A name that says enough, a general one of the same thing, and one that says of nothing what.
        ("弯折半径", "弯折半径", {Level.STRONG, Level.GOOD}),
        ("膜层厚度", "薄膜厚度", {Level.STRONG, Level.GOOD}),
        ("厚度", "厚度", {Level.STRONG, Level.GOOD}),
        # The condition that is wanted is not told.
        ("-40 ℃ 厚度", "厚度", {Level.STRONG}),
        # A thickness of another thing is no answer.
        ("膜层厚度", "外壳厚度", set()),
    ],
)
def test_a_verdict_needs_the_same_quantity_of_the_same_thing(want, row, levels):
    check = check_of(wanted(want), stated(row))
    assert check.verdict is Verdict.MET
    said = {level for level in Level if spoken([check], level)[0].verdict is Verdict.MET}
    assert said == levels


def test_what_is_not_spoken_is_kept_as_a_hint():
    check = check_of(wanted("膜层厚度"), stated("外壳厚度"))
    (silent,) = spoken([check], Level.STRONG)
    assert (silent.verdict, silent.reached, silent.named) == (
        Verdict.ABSENT,
        Decimal(1),
        "外壳厚度",
    )
    (nothing,) = spoken([check], Level.WEAK)
    assert (nothing.verdict, nothing.reached) == (Verdict.ABSENT, None)


def test_beside_what_is_only_worth_a_look_a_statement_stays_open():
    check = check_of(wanted("弯折半径"), stated("弯折半径"))
    (open_,) = spoken([check], Level.POSSIBLE)
    assert (open_.verdict, open_.reached, open_.gap) == (Verdict.UNCLEAR, Decimal(1), None)


@pytest.mark.parametrize(
    ("named", "verdict"), [("运行温度", "missed"), ("最高运行温度", "unclear")]
)
def test_a_temperature_outside_of_the_wanted_range_misses_it_unless_it_is_a_limit(named, verdict):
    want = Indicator("运行温度", Comparator.RANGE, Decimal(150), "℃", Decimal(170))
    row = Indicator(named, Comparator.EQ, Decimal(190), "℃")
    assert check_of(want, row).verdict == verdict


def test_only_a_certain_verdict_removes_an_offer(listing, null_release):
    need = listing("need", "散热膜", id=1, indicators=[wanted("厚度")])
    required = replace(need, required=frozenset({"indicators"}))
    vague = listing("achievement", "散热膜", id=2, indicators=[stated("外壳厚度", 9)])
    sure = replace(need, indicators=[wanted("弯折半径")], required=required.required)
    clear = listing("achievement", "散热膜", id=3, indicators=[stated("弯折半径", 9)])
    assert not certain(check_of(wanted("厚度"), stated("厚度")))
    assert facade.removed(required, [vague]) == []
    assert [gone.candidate_id for gone in facade.removed(sure, [clear])] == [3]


def test_who_misses_most_of_what_it_states_never_fits_very_well(listing, null_release):
    rows = [stated("弯折半径", 9), stated("弯折角度误差", 9), stated("弯折间隙", 1)]
    need = listing("need", "高密度石墨密封环", id=1, indicators=[wanted(r.name) for r in rows])
    offer = listing("achievement", "高密度石墨密封环", id=2, indicators=rows)
    easy = replace(null_release, levels=dict.fromkeys(Level, 0.0))
    (pair,) = facade.rank(need, [offer], easy)
    assert mostly_missed(pair.indicators)
    assert pair.level is Level.GOOD
    (code,) = [r.code for r in pair.reasons if r.signal == "indicators"]
    assert code == "indicators.missed"


def test_who_is_held_back_stands_below_who_fits_very_well(listing, null_release):
    rows = [stated("弯折半径", 9), stated("弯折角度误差", 9), stated("弯折间隙", 1)]
    wants = [wanted(r.name) for r in rows]
    need = listing("need", "高密度石墨密封环", id=1, field="x", region="130900", indicators=wants)
    offer = listing("achievement", "高密度石墨密封环", id=2, field="y", indicators=rows)
    easy = replace(null_release, levels={**dict.fromkeys(Level, 0.0), Level.STRONG: 1e-9})
    (pair,) = facade.rank(need, [offer], easy)
    assert (pair.level, pair.probability < easy.levels[Level.STRONG]) == (Level.GOOD, True)
    without = {r.signal: facade.without(pair, r.signal, easy).level for r in pair.reasons}
    assert without.pop("indicators") is Level.STRONG
    assert without
    assert set(without.values()) == {Level.GOOD}


def test_no_number_makes_up_for_being_about_something_else(listing, null_release):
    rows = [stated("弯折半径"), stated("弯折间隙")]
    need = listing("need", "石墨密封", id=1, field="x", indicators=[wanted(r.name) for r in rows])
    far = listing("achievement", "稻田养鱼", id=2, field="x", indicators=rows)
    strict = replace(null_release, about=(50.0, 60.0))
    (pair,) = facade.rank(need, [far], strict)
    shares = {r.signal: r.contribution for r in pair.reasons}
    assert shares["indicators"] == 0.0
    assert shares["fields"] == 0.0
    assert facade.rank(need, [far], null_release)[0].score > pair.score


def test_a_market_calibrates_each_direction_by_all_its_pairs(listing, null_release):
    subjects = [
        "石墨密封",
        "稻田养鱼",
        "语音识别",
        "锂电池",
        "道路检测",
        "污水处理",
        "激光焊接",
        "玉米",
    ]
    needs = [listing("need", f"寻求{s}技术", id=f"n{i}") for i, s in enumerate(subjects)]
    offers = [listing("achievement", f"{s}装置", id=f"a{i}") for i, s in enumerate(subjects)]
    offers += [listing("expert", f"{s}专家", id=f"e{i}") for i, s in enumerate(subjects)]
    judged = {(f"n{i}", f"{k}{i}"): 3.0 for i in range(len(subjects)) for k in ("a", "e")}
    fitted = calibrate(null_release, Market(needs, offers, judged))
    assert fitted.calibration[0] > 0.0
    assert set(fitted.intercepts) == {"achievement", "expert"}
    ranked = facade.rank(needs[0], offers, fitted)
    assert {pair.candidate_id for pair in ranked[:2]} == {"a0", "e0"}
    assert np.mean([pair.probability for pair in ranked]) == pytest.approx(1 / 8, abs=0.06)


def test_a_title_says_what_of_it_is_covered(null_engine, null_release):
    need = Profile("n", "need", {"title": "双极膜制酸技术"})
    offer = Profile(
        "a", "achievement", {"title": "双极膜电渗析", "summary": "用双极膜电渗析回收酸碱。"}
    )
    need, offer = (
        replace(p, encoding=facade.encode([p.texts], [p.kind])[0]) for p in (need, offer)
    )
    (pair,) = facade.rank(need, [offer], null_release)
    told = [r.params.get("terms") for r in pair.reasons if r.signal == "late_title"]
    assert told in ([["双极膜"]], [])


@pytest.mark.parametrize(
    ("want", "row", "verdict"),
    [
        # By a concept in both languages, whatever it is counted by.
        (("Installation time per cabinet", "min"), ("单柜安装时间", "min"), Verdict.MET),
        # Word by word, where no concept has the name.
        (("Availability at night and in rain", "%"), ("夜间与雨雪可用率", "%"), Verdict.MET),
        (("Fluoride in effluent", "mg/L"), ("出水氟化物", "mg/L"), Verdict.MET),
        (("Fluoride in effluent", "mg/L"), ("氟回收率", "mg/L"), Verdict.ABSENT),
        # No purity is what the water is polished to, no share a concentration.
        (("Calcium fluoride purity", "%"), ("Polishes fluoride to", "ppm"), Verdict.ABSENT),
    ],
)
def test_a_name_is_known_in_the_other_language(want, row, verdict):
    equal = lambda named: Indicator(named[0], Comparator.EQ, Decimal(5), named[1])  # noqa: E731
    (check,) = facade.check_indicators([equal(want)], "", [equal(row)])
    assert check.verdict is verdict


def test_what_is_not_understood_in_the_other_language_counts_for_nothing(listing, null_release):
    rows = [Indicator(name, Comparator.EQ, Decimal(5), "min") for name in ("换电时间", "起降时间")]
    offer = listing("achievement", "无人机机巢", indicators=rows)

    def points(name: str) -> float:
        wanted = [Indicator(f"{name} {n}", Comparator.LE, Decimal(9), "kN") for n in "ab"]
        need = listing("need", "无人机机巢", indicators=wanted)
        signal = next(s for s in null_release.conditions if s.name == "indicators")
        return float(signal.scores(Pairs(need, [offer], True))[0])

    assert np.isnan(points("Quibble"))
    assert points("拉力") < 0
