"""The likenesses that the ranker does without are what their names say."""

from __future__ import annotations

import numpy as np
import pytest

from matching.contracts import Profile
from matching.release import Scale
from tests.evaluation.left_out.signals import SENTENCES, best_of_each, sentences_of, tfidf
from tests.evaluation.left_out.standard import scale_of, standard


def test_the_best_of_two_listings_sentences_counts():
    cosines = np.array([[0.1, 0.9, 0.2], [0.3, 0.0, 0.4], [0.5, 0.1, 0.6]])
    best = best_of_each(cosines, np.array([0, 2]), np.array([0, 2]))
    assert best.tolist() == [[0.9, 0.4], [0.5, 0.6]]


def test_a_title_is_read_before_the_first_sentences():
    text = "。".join(f"第{number}句" for number in range(30))
    titled = sentences_of(Profile("1", "need", {"title": "石墨。密封", "text": text}))
    assert [one.texts["title"] for one in titled[:2]] == ["石墨。密封", "第0句"]
    assert len(titled) == 1 + SENTENCES
    assert len(sentences_of(Profile("1", "need", {"title": "", "text": text}))) == SENTENCES
    assert [one.texts for one in sentences_of(Profile("1", "need", {}))] == [{"title": ""}]


def test_texts_of_one_wording_have_a_cosine_of_one():
    cosines = tfidf([["石墨", "密封"], ["电池"]], [["密封", "石墨"], ["石墨", "电机"], []])
    assert cosines[0, 0] == pytest.approx(1.0)
    assert 0.0 < cosines[0, 1] < 1.0
    assert cosines[1].tolist() == [0.0, 0.0, 0.0]
    assert cosines[0, 2] == 0.0


def test_standard_scores_level_off_and_what_is_missing_is_average():
    assert scale_of(np.array([1.0, 3.0, np.nan])) == Scale(2.0, 1.0)
    scores = standard(np.array([2.0, 2.01, 900.0, np.nan]), Scale(2.0, 1.0), bend=8.0)
    assert scores == pytest.approx([0.0, 0.01, 8.0, 0.0], abs=1e-4)
