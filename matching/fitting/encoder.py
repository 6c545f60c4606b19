"""Fits the means and directions of an encoder's sub-word vectors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching.contracts import TextKind
from matching.encoders.base import EncodedText, TextEncoder
from matching.encoders.statistics import EncoderStatistics, unit_rows
from matching.fitting.texts import bilingual_sentences

# The first principal direction tells needs from offers and long texts from titles rather than what
# they speak of; without it likenesses mean more (Mu and Viswanath, All-but-the-Top, ICLR 2018).
_KEPT_DIRECTIONS = slice(1, 97)
# Of whole texts one is enough: without the second and third, languages understand one another less.
_COMMON_DIRECTIONS = slice(0, 1)


@dataclass(frozen=True, slots=True)
class _Corpus:
    """Texts of a kind and language; ``share`` is what they count for, however many they are."""

    kind: TextKind
    texts: Sequence[str]
    language: str
    share: float = 1.0


def fit_encoder(
    encoder: TextEncoder, needs: Sequence[str], offers: Sequence[str], papers: Sequence[str] = ()
) -> EncoderStatistics:
    """Statistics from Chinese needs and offers and our own sentence pairs; ``papers`` tell, with
    them, what texts of all kinds have in common.

    The English mean is the Chinese one moved by the average difference between an English sentence
    and its translation, so that the two corpora need not speak of the same things.
    """
    english = [e for e, _ in bilingual_sentences()]
    chinese = [c for _, c in bilingual_sentences()]
    mean = _mean(encoder, needs, offers)
    shift = _mean(encoder, english, english) - _mean(encoder, chinese, chinese)
    centred = EncoderStatistics({"zh": mean, "en": mean + shift})
    corpora = [
        _Corpus("query", needs, "zh"),
        _Corpus("passage", offers, "zh"),
        _Corpus("passage", english, "en", 0.5),
    ]

    def words(encoded: EncodedText, language: str) -> NDArray[np.float32]:
        return unit_rows(encoded.tokens - centred.means[language])

    def whole(encoded: EncodedText, language: str) -> NDArray[np.float32]:
        return unit_rows(centred.pooled(encoded, language)[None])

    projection = _principal(encoder, corpora, words)[:, _KEPT_DIRECTIONS]
    shared = _principal(encoder, [*corpora, _Corpus("passage", papers, "zh")], whole)
    return replace(centred, common=shared[:, _COMMON_DIRECTIONS].T, projection=projection)


def _mean(
    encoder: TextEncoder, queries: Sequence[str], passages: Sequence[str]
) -> NDArray[np.float32]:
    """Of all their sub-words."""
    total, count = np.zeros(encoder.dimension), 0
    kinds: Iterable[tuple[TextKind, Sequence[str]]] = (("query", queries), ("passage", passages))
    for kind, texts in kinds:
        for _, encoded in encoder.encode(texts, kind):
            total += encoded.tokens.sum(axis=0, dtype=np.float64)
            count += len(encoded.tokens)
    return (total / max(1, count)).astype(np.float32)


def _principal(
    encoder: TextEncoder,
    corpora: Sequence[_Corpus],
    rows_of: Callable[[EncodedText, str], NDArray[np.float32]],
) -> NDArray[np.float32]:
    """The principal directions of the rows, as columns (d, d), the strongest first."""
    scatter = np.zeros((encoder.dimension, encoder.dimension))
    for corpus in corpora:
        products, count = np.zeros_like(scatter), 0
        for _, encoded in encoder.encode(corpus.texts, corpus.kind):
            rows = rows_of(encoded, corpus.language)
            products += rows.T @ rows
            count += len(rows)
        scatter += corpus.share * products / max(1, count)
    _, directions = np.linalg.eigh(scatter)
    return directions[:, ::-1].astype(np.float32)
