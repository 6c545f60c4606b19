"""What outcomes say, and what they may not say."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.contracts import (
    BadLabels,
    Comparator,
    Indicator,
    Outcome,
    OutcomeKind,
    Profile,
)
from matching.learning.comparisons import compare
from matching.learning.labels import graded, propensity, read_labels
from matching.learning.outcome_file import read_outcomes, write_outcomes
from tests.evaluation.test_beir import write_folder

NEED = Profile(
    1,
    "need",
    {"title": "高密度石墨密封环", "background": "体积密度不低于1.80 g/cm³"},
    indicators=(Indicator("密度", Comparator.GE, Decimal("1.80"), "g/cm³"),),
    industry="C30",
    field="new-materials",
    region="130900",
    trl=6,
    price_max=Decimal("1000000.00"),
    modes=frozenset({"licence"}),
    deadline=date(2027, 3, 1),
    organisation="7",
)
OFFERS = [Profile(n, "achievement", {"title": f"等静压石墨{n}"}) for n in (2, 3, 4)]


def outcome(offer: int, kind: str, organisation: str = "7", **more: object) -> Outcome:
    return Outcome(1, offer, OutcomeKind(kind), organisation, **more)  # type: ignore[arg-type]


def written(path: Path, *outcomes: Outcome) -> Path:
    write_outcomes(path, [NEED, *OFFERS], outcomes)
    return path


def test_a_file_gives_back_what_was_written(tmp_path):
    told = [
        outcome(2, "judged", "", grade=3),
        outcome(3, "declined", reason="not_mature", position=4),
        outcome(4, "opened", position=9),
    ]
    found = read_outcomes(written(tmp_path / "o.jsonl", *told))
    assert found.outcomes == told
    assert found.needs == {1: NEED}
    assert list(found.offers.values()) == OFFERS
    assert [p.name for p in tmp_path.iterdir()] == ["o.jsonl"]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"listing": {"id": 9}}',
        '{"listing": {"id": 9, "kind": "boat", "texts": {}}}',
        '{"listing": {"id": 9, "kind": "need", "texts": {"title": 4}}}',
        '{"outcome": {"need": 1, "offer": 2, "kind": "loved"}}',
        '{"outcome": {"need": 1, "offer": 2, "kind": "judged"}}',
        '{"outcome": {"need": 1, "offer": 2, "kind": "judged", "grade": 7}}',
        '{"outcome": {"need": 1, "offer": 2, "kind": "opened", "position": 0}}',
        '{"outcome": {"need": 1, "offer": 99, "kind": "opened"}}',
    ],
)
def test_a_bad_line_is_named(tmp_path, line):
    path = written(tmp_path / "o.jsonl", outcome(2, "accepted"))
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(BadLabels, match=r"o\.jsonl, line 6"):
        read_labels(path)


def test_a_file_that_is_none_is_told(tmp_path):
    with pytest.raises(BadLabels, match="export"):
        read_labels(tmp_path / "nothing.jsonl")
    (tmp_path / "o.jsonl").write_bytes(b"\xff\xfe")
    with pytest.raises(BadLabels, match="export"):
        read_labels(tmp_path / "o.jsonl")


def test_a_folder_of_grades_is_read_too(tmp_path):
    labels = read_labels(write_folder(tmp_path / "set", grades="n1\ta0\t1\nn1\ta1\t3\n"))
    assert [(x.offer_id, x.grade, x.organisation) for x in labels.labels] == [
        ("a0", 1.0, ""),
        ("a1", 3.0, ""),
    ]
    assert set(labels.offers) == {"a0", "a1"}


def test_decisions_outweigh_looking():
    found = {
        kind: graded([outcome(2, kind, grade=2 if kind == "judged" else None)])[0]
        for kind in ("judged", "contracted", "accepted", "opened", "ignored")
    }
    weights = [found[k].weight for k in ("judged", "contracted", "accepted", "opened", "ignored")]
    assert weights == sorted(weights, reverse=True)
    assert found["contracted"].grade > found["accepted"].grade > found["ignored"].grade


def test_how_talks_ended_outweighs_that_they_began():
    began = [outcome(2, "shown"), outcome(2, "accepted"), outcome(2, "talked")]
    assert [x.grade for x in graded([*began, outcome(2, "failed", reason="indicators_short")])] == [
        1.0
    ]
    assert [x.grade for x in graded([*began, outcome(2, "failed", reason="budget")])] == [2.0]
    assert [x.grade for x in graded([*began, outcome(2, "delivered")])] == [3.0]
    assert graded([outcome(2, "shown")]) == []


@pytest.mark.parametrize("reason", ["already_solved", "no_capacity", "terms", "other", "unknown"])
def test_a_decline_that_is_not_about_the_fit_says_nothing(reason):
    assert graded([outcome(2, "declined", reason=reason)]) == []


def test_a_pair_has_one_label_for_each_organisation():
    found = graded(
        [
            outcome(2, "opened"),
            outcome(2, "accepted"),
            outcome(2, "contracted"),
            outcome(2, "opened"),
            outcome(2, "accepted", "8"),
            outcome(2, "judged", "", grade=1),
            outcome(2, "judged", "", grade=3),
        ]
    )
    assert {(x.organisation, x.grade) for x in found} == {("7", 3.0), ("8", 2.0), ("", 3.0)}


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_what_is_opened_far_down_says_more_and_what_is_ignored_there_less(a, b):
    near, far = sorted((a, b))
    (opened_near,) = graded([outcome(2, "opened", position=near)])
    (opened_far,) = graded([outcome(2, "opened", position=far)])
    (ignored_near,) = graded([outcome(2, "ignored", position=near)])
    (ignored_far,) = graded([outcome(2, "ignored", position=far)])
    assert opened_far.weight >= opened_near.weight
    assert ignored_far.weight <= ignored_near.weight
    assert opened_far.weight < graded([outcome(2, "accepted")])[0].weight
    assert 0.0 < propensity(far) <= propensity(near) <= 1.0


def test_labels_that_all_agree_and_one_label_are_refused(tmp_path):
    path = written(tmp_path / "o.jsonl", *(outcome(n, "accepted") for n in (2, 3, 4)))
    with pytest.raises(BadLabels, match="the 3 labels"):
        compare(read_labels(path))
    with pytest.raises(BadLabels, match="agree"):
        compare(read_labels(written(tmp_path / "one.jsonl", outcome(2, "accepted"))))


def test_two_organisations_are_not_compared_with_each_other(tmp_path):
    told = [outcome(2, "accepted", "7"), outcome(3, "declined", "8", reason="field_mismatch")]
    with pytest.raises(BadLabels, match="agree"):
        compare(read_labels(written(tmp_path / "o.jsonl", *told)))


def test_the_file_is_json_that_others_can_read(tmp_path):
    path = written(tmp_path / "o.jsonl", outcome(2, "accepted", position=1))
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [next(iter(row)) for row in rows] == ["listing"] * 4 + ["outcome"]
    assert rows[0]["listing"]["price_max"] == "1000000.00"
