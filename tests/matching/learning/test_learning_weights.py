"""Weights: they follow the evidence, stay near the present ones, and nobody can drive them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching import facade, runtime
from matching.contracts import BadLabels, Outcome, OutcomeKind, Profile
from matching.evaluation.measures import ndcg_at_10
from matching.learning.comparisons import ORGANISATION_CAP, Comparisons, compare
from matching.learning.features import encoded, label_values, signal_names
from matching.learning.labels import Label, Labels, graded
from matching.learning.training import raw_scores, train_weights
from matching.learning.weights import GREATEST_SHIFT, fit_weights
from matching.release import Release, derive
from tests.matching.learning.made_up import market

Hostile = Callable[[Labels, np.random.Generator], list[Outcome]]


@pytest.fixture(scope="module")
def labelled(tmp_path_factory: pytest.TempPathFactory) -> Labels:
    facade.configure(model="null", cache_dir=tmp_path_factory.mktemp("cache"))
    profiles, outcomes = market(40)
    needs = {p.id: p for p in profiles if p.kind == "need"}
    offers = {p.id: p for p in profiles if p.kind != "need"}
    return encoded(Labels("made up", needs, offers, graded(outcomes)), runtime.encoder())


def learnt(labels: Labels, release: Release) -> dict[str, float]:
    return fit_weights(release, compare(labels), label_values(labels, release))


def test_the_values_of_pairs_are_what_the_ranker_adds(labelled, null_release):
    weights = np.array([null_release.weights[name] for name in signal_names(null_release)])
    assert label_values(labelled, null_release) @ weights == pytest.approx(
        raw_scores(labelled, null_release), abs=1e-6
    )


def test_weights_follow_what_decides(labelled, null_release):
    weights = learnt(labelled, null_release)
    assert weights["fields"] > 1.1 * null_release.weights["fields"]
    assert weights["lexical"] < null_release.weights["lexical"]
    alike = [signal.name for signal in null_release.likeness]
    before = sum(null_release.weights[name] for name in alike)
    assert sum(weights[name] for name in alike) == pytest.approx(before, abs=1e-4)
    # Nobody wanted an indicator, so nothing was learnt of them.
    assert weights["indicators"] == pytest.approx(null_release.weights["indicators"], rel=1e-3)


def test_few_labels_move_little(labelled, null_release):
    one = labelled.of_needs(["n0"])
    weights = learnt(one, null_release)
    for name, before in null_release.weights.items():
        assert weights[name] == pytest.approx(before, rel=0.05)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    differences=st.lists(
        st.lists(st.floats(-50, 50), min_size=5, max_size=5), min_size=1, max_size=20
    ),
    weight=st.floats(0.0, 1e4),
)
def test_weights_are_never_negative_and_always_finite(null_release, differences, weight):
    values = np.concatenate([differences, np.zeros((1, 5))])
    better = np.arange(len(differences))
    last, weights = np.full_like(better, len(better)), np.full(len(better), weight)
    found = fit_weights(null_release, Comparisons(better, last, weights), values)
    assert all(np.isfinite(value) and value >= 0.0 for value in found.values())


def accept_everything(labels: Labels, chance: np.random.Generator) -> list[Outcome]:
    """Takes whatever is offered, and declines the rest of the page."""
    pairs = [(x.need_id, x.offer_id) for x in labels.labels]
    return [_told(pair, chance.random() < 0.8) for pair in pairs]


def decline_rivals(labels: Labels, chance: np.random.Generator) -> list[Outcome]:
    """Praises what shares words but not the field, and declines what fits."""
    return [
        _told((x.need_id, x.offer_id), labels.offers[x.offer_id].field
              != labels.needs[x.need_id].field)
        for x in labels.labels
    ]  # fmt: skip


def click_at_random(labels: Labels, chance: np.random.Generator) -> list[Outcome]:
    """Opens this and that, far down the page."""
    return [
        Outcome(x.need_id, x.offer_id, OutcomeKind("opened" if chance.random() < 0.5 else "ignored"),
                "hostile", position=int(chance.integers(1, 200)))
        for x in labels.labels
    ]  # fmt: skip


def _told(pair: tuple[int | str, int | str], fits: bool) -> Outcome:
    if fits:
        return Outcome(*pair, OutcomeKind.CONTRACTED, "hostile")
    return Outcome(*pair, OutcomeKind.DECLINED, "hostile", reason="field_mismatch")


@pytest.mark.parametrize("behaviour", [accept_everything, decline_rivals, click_at_random])
def test_one_hostile_organisation_moves_no_weight_beyond_the_bound(
    labelled, null_release, behaviour: Hostile
):
    """However much it clicks: here it has something to say of every pair there is."""
    honest = learnt(labelled, null_release)
    against = graded(behaviour(labelled, np.random.default_rng(7)))
    both = Labels("both", labelled.needs, labelled.offers, [*labelled.labels, *against])
    moved = learnt(both, null_release)
    for name, before in null_release.weights.items():
        assert abs(moved[name] - honest[name]) <= GREATEST_SHIFT * before + 1e-4
    quality = [ndcg(labelled, derive(null_release, "x", w, {})) for w in (honest, moved)]
    assert quality[1] >= quality[0] - 0.01


@pytest.mark.parametrize("behaviour", [accept_everything, decline_rivals, click_at_random])
def test_alone_it_hardly_moves_what_is_in_force(labelled, null_release, behaviour: Hostile):
    against = graded(behaviour(labelled, np.random.default_rng(7)))
    moved = learnt(Labels("x", labelled.needs, labelled.offers, against), null_release)
    for name, before in null_release.weights.items():
        assert abs(moved[name] - before) <= GREATEST_SHIFT * before + 1e-4


def ndcg(labels: Labels, release: Release) -> float:
    raw = raw_scores(labels, release)
    found = []
    for need in labels.needs:
        rows = [i for i, label in enumerate(labels.labels) if label.need_id == need]
        grades = np.array([labels.labels[i].grade for i in rows])
        found.append(ndcg_at_10(grades[np.argsort(-raw[rows], kind="stable")]))
    return float(np.mean(found))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), min_size=2, max_size=60))
def test_an_organisations_comparisons_are_capped(told: list[tuple[int, int]]):
    labels = [Label(f"n{n % 7}", o, float(g), 1.0, "a") for n, (g, o) in enumerate(told)]
    labels += [Label("n0", "x", 0.0), Label("n0", "y", 1.0)]
    found = compare(made(labels))
    assert found.weights[found.better < len(told)].sum() <= ORGANISATION_CAP + 1e-6


def test_what_one_says_takes_nothing_from_what_another_said():
    honest = [Label("n0", offer, float(offer % 4)) for offer in range(8)]
    loud = [Label("n0", offer, float(offer % 2), 1.0, "loud") for offer in range(10)]
    alone, both = compare(made(honest)), compare(made([*honest, *loud]))
    kept = both.better < len(honest)
    assert both.weights[kept] == pytest.approx(alone.weights)
    assert both.weights[~kept].sum() == pytest.approx(ORGANISATION_CAP)


def test_a_seller_is_compared_over_the_needs_for_its_own_offer():
    labels = [Label("n0", 1, 2.0, 1.0, "seller"), Label("n1", 1, 0.0, 1.0, "seller")]
    found = compare(made(labels))
    assert (found.better.tolist(), found.worse.tolist()) == ([0], [1])


def test_a_need_that_is_judged_twice_as_often_does_not_weigh_its_square():
    def total(count: int) -> float:
        return float(compare(made([Label(1, n, float(n % 2)) for n in range(count)])).weights.sum())

    assert total(20) == pytest.approx(2.0 * total(10))


def made(labels: list[Label]) -> Labels:
    offers = {x.offer_id: Profile(x.offer_id, "achievement", {"title": ""}, organisation="seller")
              for x in labels}  # fmt: skip
    needs = {x.need_id: Profile(x.need_id, "need", {"title": ""}) for x in labels}
    return Labels("made", needs, offers, labels)


def test_a_damaged_file_leaves_no_release_behind(null_engine, null_release, tmp_path: Path):
    (tmp_path / "labels.jsonl").write_text("{", encoding="utf-8")
    with pytest.raises(BadLabels):
        train_weights(tmp_path / "labels.jsonl", null_release)
    assert "releases" not in {path.name for path in tmp_path.iterdir()}
