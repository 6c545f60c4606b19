"""The gate: only what is surely better passes, and nobody may pay for it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from matching import facade
from matching import release as releases
from matching.contracts import MatchingError, Profile
from matching.learning.cards import card, gate_of
from matching.learning.gate import MARGIN, GateReport, compare_releases, paired_interval
from matching.learning.holding_back import folds_of, split
from matching.learning.labels import Label, Labels
from matching.learning.outcome_file import write_outcomes
from matching.learning.training import next_name, train
from matching.release import Release, find_release, read_release
from tests.matching.learning.made_up import FIELDS, market

EACH = 6


def labels(needs: int = 60, **fields: str) -> Labels:
    made = {f"n{n}": Profile(f"n{n}", "need", {"title": f"石墨{n}"}, field=FIELDS[n % 3])
            for n in range(needs)}  # fmt: skip
    offers = {
        f"{need}-{k}": Profile(f"{need}-{k}", "achievement", {"title": f"密封{need}{k}"})
        for need in made
        for k in range(EACH)
    }
    judged = [Label(need, f"{need}-{k}", float(k % 4)) for need in made for k in range(EACH)]
    return Labels("made up", made, offers, judged)


def scores(found: Labels, noise: float, *, seed: int, of: Callable[[Label], float] | None = None):
    chance = np.random.default_rng(seed)
    truth = np.array([label.grade if of is None else of(label) for label in found.labels])
    return truth + noise * chance.standard_normal(len(truth))


def compared(found: Labels, present: np.ndarray, candidate: np.ndarray) -> GateReport:
    return compare_releases(found, ("old", present), ("new", candidate))


def test_what_is_surely_better_passes():
    found = labels()
    report = compared(found, scores(found, 3.0, seed=1), scores(found, 0.5, seed=2))
    assert report.passed
    assert 0.0 < report.low < report.difference < report.high
    assert report.needs == 60


def test_what_is_the_same_does_not_pass():
    found = labels()
    same = scores(found, 1.0, seed=1)
    report = compared(found, same, same)
    assert report.objections == ["not better with 95% confidence"]
    assert (report.low, report.high) == (0.0, 0.0)


def test_chance_rarely_passes():
    found = labels()
    passed = [
        compared(found, scores(found, 2.0, seed=n), scores(found, 2.0, seed=1000 + n)).passed
        for n in range(60)
    ]
    assert sum(passed) <= 5


def test_few_needs_do_not_decide():
    found = labels(5)
    report = compared(found, scores(found, 5.0, seed=1), scores(found, 0.0, seed=2))
    assert any("only 5 held-back needs" in why for why in report.objections)


def test_a_field_that_pays_for_the_others_stops_it():
    found = labels(90)
    present = scores(found, 1.0, seed=1)

    def upside_down(label: Label) -> float:
        return -label.grade if found.needs[label.need_id].field == FIELDS[0] else label.grade

    candidate = np.where(
        [found.needs[x.need_id].field == FIELDS[0] for x in found.labels],
        scores(found, 0.0, seed=2, of=upside_down),
        scores(found, 0.0, seed=2),
    )
    report = compared(found, present - 2.0 * scores(found, 5.0, seed=3), candidate)
    assert not report.passed
    assert any(FIELDS[0] in why and str(MARGIN) in why for why in report.objections)


def test_a_slice_of_few_needs_is_shown_and_does_not_decide():
    found = labels()
    needs = dict(found.needs)
    needs["n0"] = Profile("n0", "need", {"title": "Graphite seal"}, field="aerospace")
    found = Labels(found.name, needs, found.offers, found.labels)
    candidate = scores(found, 0.5, seed=2)
    candidate[:EACH] = -candidate[:EACH]
    report = compared(found, scores(found, 3.0, seed=1), candidate)
    alone = {s.name: s for s in report.slices}
    assert not alone["aerospace"].decides
    assert not alone["en-zh"].decides
    assert alone["zh-zh"].decides
    assert report.passed


def test_both_directions_are_looked_at():
    found = labels()
    shared = [
        Label(x.need_id, f"n0-{(i + i // EACH) % EACH}", x.grade)
        for i, x in enumerate(found.labels)
    ]
    found = Labels(found.name, found.needs, found.offers, shared)
    report = compared(found, scores(found, 3.0, seed=1), scores(found, 0.5, seed=2))
    assert {"need → achievement", "achievement → need"} <= {s.name for s in report.slices}


def test_the_interval_is_repeatable_and_holds_the_mean():
    differences = np.random.default_rng(3).standard_normal(50) + 0.2
    assert paired_interval(differences, seed=1) == paired_interval(differences, seed=1)
    low, high = paired_interval(differences, seed=1)
    assert low < differences.mean() < high
    assert paired_interval(np.zeros(0), seed=0) == (0.0, 0.0)


def test_a_need_is_held_back_for_good_and_equal_texts_with_it():
    found = labels(200)
    _, held = split(found)
    kept = {label.need_id for label in held.labels}
    assert 30 < len(kept) < 90
    more = labels(300)
    again = {label.need_id for label in split(more)[1].labels}
    assert {need for need in again if need in found.needs} == kept
    twin = {"t": Profile("t", "need", {"title": "石墨0"}), "n0": found.needs["n0"]}
    offer = {"o": Profile("o", "achievement", {"title": "密封"})}
    both = split(Labels("x", twin, offer, [Label("t", "o", 1.0), Label("n0", "o", 1.0)]))
    assert sorted(len(side.labels) for side in both) == [0, 2]


def test_equal_texts_share_a_fold():
    profiles = [Profile(n, "need", {"title": f"石墨{n % 7}"}) for n in range(30)]
    folds = folds_of(profiles, 5, seed=0)
    assert all(folds[n] == folds[n % 7] for n in range(30))
    assert set(folds.values()) == set(range(5))


@pytest.fixture
def trained(null_engine: None, tmp_path) -> Release:
    profiles, outcomes = market(60)
    write_outcomes(tmp_path / "o.jsonl", profiles, outcomes)
    return train(tmp_path / "o.jsonl", facade.active_release(), seed=3).release


def test_a_candidate_is_written_with_its_card_and_changes_nothing(trained, tmp_path):
    again = read_release(tmp_path / "releases" / "learnt-1")
    assert again.weights == trained.weights
    assert gate_of(again) == gate_of(trained)
    told = card(again)
    for part in ("learnt-1", "parent: null-3", "o.jsonl", "nDCG@10", "need → achievement", "gate:"):
        assert part in told
    assert facade.active_release().name == "null-3"
    assert next_name([tmp_path / "releases"]) == "learnt-2"


def test_training_again_gives_the_same(trained, tmp_path):
    again = train(tmp_path / "o.jsonl", facade.active_release(), seed=3).release
    assert (again.name, again.weights) == ("learnt-2", trained.weights)
    assert gate_of(again).low == gate_of(trained).low


def test_training_that_was_killed_leaves_no_release(trained, tmp_path):
    """What is written last makes it one."""
    (tmp_path / "releases" / "learnt-2").mkdir()
    (tmp_path / "releases" / "learnt-2" / "statistics.npz").write_bytes(b"PK half")
    assert "learnt-2" not in facade.release_names()
    again = train(tmp_path / "o.jsonl", facade.active_release(), seed=3).release
    assert again.name == "learnt-3"


def test_a_damaged_candidate_does_not_stop_the_market(trained, tmp_path):
    (tmp_path / "releases" / "learnt-1" / "statistics.npz").write_bytes(b"no archive")
    facade.configure(model="null", cache_dir=tmp_path)
    releases._read.clear()
    assert facade.active_release().name == "null-3"
    with pytest.raises(MatchingError, match="learnt-1"):
        find_release("learnt-1", [tmp_path / "releases"])
