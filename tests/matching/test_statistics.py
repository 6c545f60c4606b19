"""A text's vector out of its sub-words, and the statistics that it is made with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from matching.encoders.base import EncodedText
from matching.encoders.statistics import EncoderStatistics, load_statistics, save_statistics

MEAN = np.array([1, 1, 1, 1], np.float32)
COMMON = np.array([[0, 0, 0, 1]], np.float32)
FITTED = EncoderStatistics({"zh": MEAN, "en": 2 * MEAN}, COMMON, np.eye(4, 2, dtype=np.float32))


def text(*words: tuple[int, list[float]]) -> EncodedText:
    """Sub-words with their ids, each given as it differs from the mean of Chinese ones."""
    tokens = np.array([MEAN + vector for _, vector in words], np.float32).reshape(-1, 4)
    ids = np.array([number for number, _ in words], np.int32)
    raw = np.array([3, 4, 0, 0], np.float32)
    return EncodedText(raw, tokens, ids, np.zeros((len(ids), 2), np.int32))


def test_a_rare_sub_word_weighs_more():
    vector = FITTED.vector(text((10, [1, 0, 0, 0]), (100_000, [0, 1, 0, 0])), "zh")
    assert vector[1] > 0.99 > vector[0] > 0
    assert np.linalg.norm(vector) == pytest.approx(1)


def test_what_all_texts_share_is_gone():
    shared = FITTED.vector(text((500, [0, 0, 2, 9])), "zh")
    assert shared == pytest.approx([0, 0, 1, 0])


def test_each_language_has_its_mean():
    """The same differences from two means are the same vector."""
    chinese = text((500, [0, 1, 1, 0]))
    english = EncodedText(chinese.vector, chinese.tokens + MEAN, chinese.token_ids, chinese.offsets)
    assert FITTED.vector(english, "en") == pytest.approx(FITTED.vector(chinese, "zh"))
    assert FITTED.vector(english, "zh") != pytest.approx(FITTED.vector(chinese, "zh"))


@pytest.mark.parametrize("statistics", [EncoderStatistics(), FITTED])
def test_without_sub_words_the_models_own_vector_stays(statistics: EncoderStatistics):
    assert statistics.vector(text(), "zh") == pytest.approx([0.6, 0.8, 0, 0])


def test_nothing_fitted_leaves_the_models_own_vector():
    assert EncoderStatistics().vector(text((500, [0, 0, 1, 0])), "zh") == pytest.approx(
        [0.6, 0.8, 0, 0]
    )


def test_what_is_saved_is_read_under_a_digest_of_its_own(tmp_path: Path):
    save_statistics(tmp_path / "some.npz", FITTED)
    read = load_statistics("some", [tmp_path])
    assert read.means.keys() == FITTED.means.keys()
    assert read.means["en"] == pytest.approx(FITTED.means["en"])
    assert read.common == pytest.approx(FITTED.common)
    assert read.projection == pytest.approx(FITTED.projection)
    save_statistics(tmp_path / "other.npz", EncoderStatistics({"zh": MEAN}))
    assert load_statistics("other", [tmp_path]).digest != read.digest != "raw"
    assert load_statistics("none", [tmp_path]).digest == "raw"
