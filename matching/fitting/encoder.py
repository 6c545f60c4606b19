"""Fits the means and the projection of an encoder's sub-word vectors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matching.contracts import TextKind
from matching.encoders.base import TextEncoder
from matching.encoders.statistics import EncoderStatistics, unit_rows
from matching.fitting.texts import bilingual_sentences

# The first principal direction tells needs from offers and long texts from titles rather than what
# they speak of; without it likenesses mean more (Mu and Viswanath, All-but-the-Top, ICLR 2018).
_KEPT_DIRECTIONS = slice(1, 97)


class _Sums:
    """Sum and count of vectors."""

    def __init__(self, size: int) -> None:
        self.total = np.zeros(size)
        self.count = 0

    def add(self, rows: NDArray) -> None:
        self.total += rows.sum(axis=0, dtype=np.float64)
        self.count += len(rows)

    @property
    def mean(self) -> NDArray[np.float32]:
        return (self.total / max(1, self.count)).astype(np.float32)


def fit_encoder(
    encoder: TextEncoder, needs: Sequence[str], offers: Sequence[str]
) -> EncoderStatistics:
    """Statistics from Chinese needs and offers and our own sentence pairs.

    The English means are the Chinese ones moved by the average difference between an English
    sentence and its translation, so that the two corpora need not speak of the same things.
    """
    english = [e for e, _ in bilingual_sentences()]
    chinese = [c for _, c in bilingual_sentences()]
    means: dict[str, NDArray[np.float32]] = {}
    token_means: dict[str, _Sums] = {key: _Sums(encoder.dimension) for key in ("zh", "en", "own")}
    kinds: tuple[tuple[TextKind, Sequence[str]], ...] = (("query", needs), ("passage", offers))
    for kind, texts in kinds:
        means[f"zh.{kind}"] = _mean(encoder, texts, kind, token_means["zh"])
        shift = _mean(encoder, english, kind, token_means["en"])
        shift = shift - _mean(encoder, chinese, kind, token_means["own"])
        means[f"en.{kind}"] = means[f"zh.{kind}"] + shift
    token_shift = token_means["en"].mean - token_means["own"].mean
    centres = {"zh": token_means["zh"].mean, "en": token_means["zh"].mean + token_shift}
    scatter = np.zeros((encoder.dimension, encoder.dimension))
    # Needs and offers count the same, however long their texts are.
    for kind, texts in kinds:
        scatter += _scatter(encoder, texts, kind, centres["zh"])
    scatter += _scatter(encoder, english, "passage", centres["en"]) / 2
    _, directions = np.linalg.eigh(scatter)
    projection = directions[:, ::-1][:, _KEPT_DIRECTIONS].astype(np.float32)
    return EncoderStatistics(means, centres, projection)


def _mean(
    encoder: TextEncoder, texts: Sequence[str], kind: TextKind, tokens: _Sums
) -> NDArray[np.float32]:
    vectors = _Sums(encoder.dimension)
    for _, encoded in encoder.encode(texts, kind):
        vectors.add(encoded.vector[None])
        tokens.add(encoded.tokens)
    return vectors.mean


def _scatter(
    encoder: TextEncoder, texts: Sequence[str], kind: TextKind, centre: NDArray[np.float32]
) -> NDArray[np.float64]:
    scatter = np.zeros((encoder.dimension, encoder.dimension))
    count = 0
    for _, encoded in encoder.encode(texts, kind):
        rows = unit_rows(encoded.tokens - centre)
        scatter += rows.T @ rows
        count += len(rows)
    return scatter / max(1, count)
