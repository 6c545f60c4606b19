from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching import facade
from matching.contracts import Comparator, EncoderMismatch, Indicator, MatchingError, Profile
from matching.passages import content_hash

NEED = (
    "高密度石墨密封环",
    "需要体积密度不低于1.80 g/cm³的石墨，用于高温泵密封。成本不超过80元/件。",
)
OFFERS = [
    ("高密度等静压石墨制备技术", "体积密度达到1.85g/cm3，抗压强度大于90MPa，可用于机械密封。"),
    ("石墨烯导电油墨", "电阻率低，可印刷。"),
    ("稻田鱼病防治", "用于水产养殖。"),
    ("高温泵机械密封结构", ""),
    ("High-density isostatic graphite for seals", "Bulk density of 1.85 g/cm3."),
]


@pytest.fixture
def need(listing) -> Profile:
    return listing(
        "need",
        *NEED,
        id=1,
        field="new-materials",
        trl=6,
        price_max=Decimal(1_000_000),
        region="130900",
        modes=frozenset({"development", "licence"}),
        indicators=[Indicator("密度", Comparator.GE, Decimal("1.80"), "g/cm³")],
    )


@pytest.fixture
def offers(listing) -> list[Profile]:
    more = [{"field": "new-materials", "trl": 7, "region": "130902"}, {"trl": 4}, {}, {}, {}]
    return [
        listing("achievement", *texts, id=number, **fields)
        for number, (texts, fields) in enumerate(zip(OFFERS, more, strict=True), 10)
    ]


def test_what_fits_comes_first(need, offers, null_release):
    ranked = facade.rank(need, offers, null_release)
    assert ranked[0].candidate_id == 10
    assert ranked[-1].score < ranked[0].score
    assert [p.score for p in ranked] == sorted((p.score for p in ranked), reverse=True)
    assert {p.release for p in ranked} == {"null-3"}


def test_contributions_add_up_to_the_score(need, offers, null_release):
    for pair in facade.rank(need, offers, null_release):
        total = sum(reason.contribution for reason in pair.reasons)
        assert total == pytest.approx(pair.score, abs=1e-6)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.lists(st.integers(0, 4), min_size=1, max_size=8))
def test_a_score_does_not_depend_on_the_other_candidates(need, offers, null_release, chosen):
    alone = {o.id: facade.rank(need, [o], null_release)[0].score for o in offers}
    for pair in facade.rank(need, [offers[i] for i in chosen], null_release):
        assert pair.score == pytest.approx(alone[pair.candidate_id], abs=1e-6)


def test_both_directions_give_one_score(need, offers, null_release):
    for pair in facade.rank(need, offers, null_release):
        offer = next(o for o in offers if o.id == pair.candidate_id)
        (turned,) = facade.rank(offer, [need], null_release)
        assert turned.score == pytest.approx(pair.score, abs=1e-6)
        assert turned.probability == pytest.approx(pair.probability, abs=1e-6)
        assert [r.code for r in turned.reasons] == [r.code for r in pair.reasons]


def test_an_expert_is_ranked_as_an_achievement_is(need, listing, null_release):
    expert = listing("expert", "石墨材料专家", "长期研究高密度石墨与机械密封。", id="e")
    other = listing("expert", "水产专家", "鱼病防治。", id="f")
    assert facade.rank(need, [other, expert], null_release)[0].candidate_id == "e"


def test_probability_is_a_monotone_map_of_the_score(need, offers, null_release):
    ranked = facade.rank(need, offers, null_release)
    probabilities = [pair.probability for pair in ranked]
    assert probabilities == sorted(probabilities, reverse=True)
    assert all(0.0 < p < 1.0 for p in probabilities)


def test_a_listing_without_encoding_ranks_by_the_rest(need, offers, null_release):
    bare = [replace(offer, encoding=None) for offer in offers]
    ranked = facade.rank(need, bare, null_release)
    assert ranked[0].candidate_id == 10
    assert not {"dense", "late"} & {r.signal for pair in ranked for r in pair.reasons}


def test_another_encoder_is_refused(need, offers, null_release):
    foreign = replace(offers[0].encoding, encoder_version="other")
    with pytest.raises(EncoderMismatch, match="other"):
        facade.rank(need, [offers[1], replace(offers[0], encoding=foreign)], null_release)


def test_nothing_known_is_neutral(null_release):
    need, offer = Profile(1, "need", {"title": ""}), Profile(2, "achievement", {"title": "😀"})
    (pair,) = facade.rank(need, [offer], null_release)
    assert pair.score == 0.0
    assert pair.reasons == []
    assert facade.rank(need, [], null_release) == []


def test_candidates_may_repeat(need, offers, null_release):
    first, second = facade.rank(need, [offers[0], offers[0]], null_release)
    assert first == second


def test_ties_are_broken_by_id(need, offers, null_release):
    twins = [replace(offers[0], id=i) for i in ("b", "a")]
    assert [p.candidate_id for p in facade.rank(need, twins, null_release)] == ["a", "b"]


def test_spans_quote_what_they_say(need, offers, null_release):
    best = facade.rank(need, offers, null_release)[0]
    sides = {"need": need, "offer": offers[0]}
    spans = [span for reason in best.reasons for span in reason.spans]
    assert spans
    for span in spans:
        texts = sides[span.side].texts
        assert span.content_hash == content_hash(texts)
        assert 0 <= span.start < span.end <= len(texts[span.field])
    shared = next(r for r in best.reasons if r.code == "lexical.shared_terms")
    quoted = {(s.side, sides[s.side].texts[s.field][s.start : s.end].lower()) for s in shared.spans}
    for term in shared.params["terms"]:
        assert ("need", term) in quoted
        assert ("offer", term) in quoted


def test_shared_terms_are_technical(need, offers, null_release):
    best = facade.rank(need, offers, null_release)[0]
    terms = next(r for r in best.reasons if r.code == "lexical.shared_terms").params["terms"]
    assert "石墨" in "".join(terms)
    assert not {"技术", "用于", "的"} & set(terms)


def test_a_measure_is_shared_only_with_what_it_measures(null_engine, null_release):
    """Glue and a vapour chamber both have a temperature; that is nothing they share."""

    def shared(need: str, offer: str) -> set[str]:
        (pair,) = facade.rank(
            Profile("n", "need", {"title": need}),
            [Profile("a", "achievement", {"title": offer})],
            null_release,
        )
        told = [r.params.get("terms", ()) for r in pair.reasons if r.signal == "lexical"]
        return {term for terms in told for term in terms}

    assert not shared("固化时的温度与厚度", "外壳最高温度、厚度")
    assert "固化温度" in shared("结构胶固化温度", "环氧固化温度调节")


def test_only_the_first_pairs_are_explained(need, offers, null_release):
    ranked = facade.rank(need, offers, null_release, explain=2)
    assert [bool(pair.reasons) for pair in ranked] == [True, True, False, False, False]


def test_the_wanted_indicator_is_checked(need, offers, null_release):
    best = facade.rank(need, offers, null_release)[0]
    assert [str(check.verdict) for check in best.indicators] == ["met"]
    assert any(reason.code == "indicators.met" for reason in best.reasons)


def test_without_a_condition_a_pair_scores_as_one_that_never_had_it(need, offers, null_release):
    far = replace(offers[0], region="440300")
    (pair,) = facade.rank(replace(need, modes=frozenset()), [far], null_release)
    (never,) = facade.rank(replace(need, modes=frozenset(), trl=None), [far], null_release)
    found = facade.without(pair, "fields.trl_reached")
    assert found.score == pytest.approx(never.score, abs=1e-6)
    assert found.probability == pytest.approx(never.probability, abs=1e-6)
    assert found.level == never.level


def test_without_every_signal_nothing_is_left(need, offers, null_release):
    pair = facade.rank(need, offers, null_release)[0]
    for signal in {reason.signal for reason in pair.reasons}:
        left = facade.without(pair, signal, null_release)
        pair = replace(
            pair, score=left.score, reasons=[r for r in pair.reasons if r.signal != signal]
        )
    assert pair.score == pytest.approx(0.0, abs=1e-6)


def test_without_what_a_pair_does_not_have_is_refused(need, offers, null_release):
    pair = facade.rank(need, offers, null_release)[0]
    with pytest.raises(MatchingError, match=r"fields\.nothing.*indicators\.met"):
        facade.without(pair, "fields.nothing")


@pytest.mark.parametrize("text", ["x", "7" * 300, "😀" * 50, "长" * 200_000])
def test_odd_texts_are_ranked(listing, need, null_release, text):
    (pair,) = facade.rank(need, [listing("achievement", text[:500], text, id=9)], null_release)
    assert 0.0 < pair.probability < 1.0


@pytest.fixture
def half_heard(null_release):
    return replace(null_release, heard={"expert": {"lexical_title": 0.5, "fields": 0.0}})


def test_a_direction_hears_a_signal_in_part_and_the_others_take_its_place(
    need, listing, null_release, half_heard
):
    """The sum of the weights stays, so that a level means the same in every direction."""
    text, facts = OFFERS[0], {"field": "new-materials", "trl": 7}
    expert = listing("expert", *text, id=1, **facts)
    achievement = listing("achievement", *text, id=2, **facts)
    bare = replace(null_release, heard={})
    plain = {p.candidate_id: p for p in facade.rank(need, [expert, achievement], bare)}
    heard = {p.candidate_id: p for p in facade.rank(need, [expert, achievement], half_heard)}
    assert plain[1].score == pytest.approx(plain[2].score)
    assert heard[2].score == plain[2].score
    signals = {reason.signal for reason in heard[1].reasons}
    assert "fields" not in signals
    assert "lexical_title" in signals

    def shares(pair):
        return {r.signal: r.contribution for r in pair.reasons if r.signal.startswith("lexical")}

    before, after = shares(plain[1]), shares(heard[1])
    weights = null_release.weights
    alike = [
        s.name for s in null_release.likeness if s.name in {r.signal for r in plain[1].reasons}
    ]
    whole = sum(weights[name] for name in alike)
    grown = whole / (whole - 0.5 * weights["lexical_title"])
    assert after["lexical"] == pytest.approx(before["lexical"] * grown, abs=1e-6)
    assert after["lexical_title"] == pytest.approx(0.5 * before["lexical_title"] * grown, abs=1e-6)
    total = sum(reason.contribution for reason in heard[1].reasons)
    assert total == pytest.approx(heard[1].score, abs=1e-6)


def test_learning_sees_a_half_heard_signal_as_the_ranker_does(need, listing, half_heard):
    from matching.learning.features import signal_values, weight_vector

    offers = [
        listing(kind, *text, id=f"{kind} {number}", field="new-materials")
        for kind in ("expert", "achievement")
        for number, text in enumerate(OFFERS)
    ]
    values = signal_values(need, offers, half_heard)
    scores = {p.candidate_id: p.score for p in facade.rank(need, offers, half_heard)}
    for row, offer in zip(
        values @ weight_vector(half_heard.weights, half_heard), offers, strict=True
    ):
        assert row == pytest.approx(scores[offer.id], abs=1e-6)
