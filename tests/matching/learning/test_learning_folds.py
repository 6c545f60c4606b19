"""Cross-validation: figures that a model earns only on what it never saw."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from matching import facade
from matching.contracts import BadLabels, MatchingError
from matching.evaluation.beir import BadFolder
from matching.learning.folds import cross_validate
from matching.learning.grades import JudgedPairs, closeness, predict_grades
from tests.evaluation.test_beir import write_folder
from tests.matching.learning.made_up import market


def write_market(folder: Path, needs: int) -> Path:
    profiles, outcomes = market(needs)
    (folder / "qrels").mkdir(parents=True)
    for name, kind in (("queries", "need"), ("corpus", "achievement")):
        rows = [{"_id": p.id, **p.texts} for p in profiles if p.kind == kind]
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    grades = "".join(f"{o.need_id}\t{o.offer_id}\t{o.grade}\n" for o in outcomes)
    (folder / "qrels" / "test.tsv").write_text(grades, encoding="utf-8")
    return folder


@pytest.mark.parametrize("by", ["need", "pair"])
def test_a_folder_is_cross_validated(null_engine, tmp_path, by):
    seen: list[str] = []
    folder = write_market(tmp_path / "set", 20)
    found = cross_validate(folder, folds=3, by=by, progress=lambda stage, *_: seen.append(stage))
    assert list(found.gains) == ["ndcg_at_10", "auc", "recall_at_100", "mrr"]
    for gain in found.gains.values():
        assert 0.0 <= gain.untrained <= 1.0
        assert gain.low <= gain.trained - gain.untrained <= gain.high
    assert found.closeness_low <= found.closeness <= found.closeness_high
    assert set(seen) == {"encode", "signals"}
    assert "1/(1+MAE)" in found.as_table()
    assert f"held back by {by}" in found.as_table()
    assert json.loads(json.dumps(found.as_record()))["folds"] == 3


def test_untrained_figures_are_those_of_the_evaluation(null_engine, tmp_path):
    folder = write_market(tmp_path / "set", 12)
    figures, gains = facade.evaluate(folder).figures, cross_validate(folder, folds=2).gains
    for name, gain in gains.items():
        assert gain.untrained == pytest.approx(getattr(figures, name), abs=1e-3)


def test_it_is_repeatable(null_engine, tmp_path):
    folder = write_market(tmp_path / "set", 12)
    assert cross_validate(folder, folds=2, seed=5) == cross_validate(folder, folds=2, seed=5)


def test_one_fold_and_labels_that_agree_are_refused(null_engine, tmp_path):
    folder = write_market(tmp_path / "set", 4)
    with pytest.raises(BadFolder, match="at least 2"):
        cross_validate(folder, folds=1)
    agreed = write_folder(tmp_path / "agreed", grades="n1\ta0\t1\nn2\ta1\t1\n")
    with pytest.raises(BadLabels, match="agree"):
        cross_validate(agreed, folds=2)


def pairs(needs: int, each: int, *, signal: bool = True, seed: int = 0) -> JudgedPairs:
    """Grades that the raw score tells, or, without ``signal``, the need alone."""
    chance = np.random.default_rng(seed)
    need = np.repeat(np.arange(needs), each)
    grades = chance.integers(0, 4, needs * each) if signal else np.repeat(
        chance.integers(0, 4, needs), each
    )  # fmt: skip
    raw = grades + 0.2 * chance.standard_normal(len(grades)) if signal else 0.0 * grades
    vectors = chance.standard_normal((needs * each, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return JudgedPairs(
        grades, np.stack([raw, chance.standard_normal(len(grades))], axis=1), need,
        np.arange(len(grades)), vectors[need], vectors,
    )  # fmt: skip


def test_grades_follow_what_is_seen():
    told = pairs(40, 10)
    predicted = predict_grades(told, told.needs % 4, within_needs=False)
    # What nothing is known of comes below 0.6: see the next test.
    assert closeness(told.grades, predicted) > 0.7


def test_a_needs_own_grades_help_only_where_they_may_be_known():
    told = pairs(40, 10, signal=False)
    folds = np.arange(len(told.grades)) % 5
    known = closeness(told.grades, predict_grades(told, folds, within_needs=True))
    unknown = closeness(told.grades, predict_grades(told, told.needs % 5, within_needs=False))
    assert known > 0.9
    assert unknown < 0.6


def test_grades_that_all_agree_are_predicted_without_a_forest():
    told = pairs(6, 4)
    same = JudgedPairs(np.ones_like(told.grades), told.seen, told.needs, told.offers,
                       told.need_vectors, told.offer_vectors)  # fmt: skip
    predicted = predict_grades(same, same.needs % 2, within_needs=False)
    assert predicted.tolist() == [1] * len(same.grades)


def test_closeness_by_hand():
    assert closeness(np.array([0, 3]), np.array([0, 2])) == pytest.approx(1 / 1.5)


def test_what_is_missing_to_predict_is_named(monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "lightgbm", None)
    told = pairs(4, 4)
    with pytest.raises(MatchingError, match="lightgbm"):
        predict_grades(told, told.needs % 2, within_needs=False)
