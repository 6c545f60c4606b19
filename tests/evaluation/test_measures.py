from __future__ import annotations

import math

import numpy as np
import pytest

from matching.evaluation.bm25 import Bm25
from matching.evaluation.measures import auc, ndcg_at_10, recall_at_100, reciprocal_rank
from matching.normalisation import terms


def test_ndcg_by_hand():
    # Gains 2^g - 1 over log2(place + 1): 1/1 + 7/log2(3), against 7/1 + 1/log2(3).
    expected = (1 + 7 / math.log2(3)) / (7 + 1 / math.log2(3))
    assert ndcg_at_10(np.array([1, 3, 0])) == pytest.approx(expected)
    assert ndcg_at_10(np.array([3, 1, 0])) == 1.0
    assert ndcg_at_10(np.array([0, 0])) == 0.0


def test_ndcg_looks_at_ten_places():
    assert ndcg_at_10(np.array([0] * 10 + [3])) == 0.0


def test_auc_counts_ties_as_half():
    relevant = np.array([True, False, False])
    assert auc(np.array([2.0, 1.0, 2.0]), relevant) == 0.75
    assert math.isnan(auc(np.array([1.0, 2.0]), np.array([True, True])))


def test_ranks_start_at_one():
    assert recall_at_100(np.array([1, 100, 101, 500])) == 0.5
    assert reciprocal_rank(np.array([4, 2])) == 0.5


def test_bm25_prefers_rare_terms_and_short_documents():
    documents = ["石墨密封", "石墨的材料及其在很多材料里的用途", "材料", ""]
    scores = Bm25([terms(text, 2) for text in documents]).scores(terms("石墨密封材料", 2))
    assert scores[0] == scores.max()
    assert scores[3] == 0.0
    assert len(scores) == 4
