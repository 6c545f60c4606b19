"""The means and directions that belong to an encoder's version.

A Chinese text is nearer to any Chinese text than to its English translation, until each language's
mean is taken away from its sub-words' vectors. A text's vector is their sum, rare ones weighing more,
without the direction that all texts share; kept one by one they are projected on some of their
principal directions, which keeps them small.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from matching.encoders.base import EncodedText

_SHIPPED = Path(__file__).parent / "fitted"
_MEAN = "mean:"


# Between Zipf's law, by which the logarithm of a sub-word's rank is its information, and the steeper
# weights of the source in ``pooled``: powers of 2 to 6 and those weights were tried, 4 to 6 were best.
_STEEPNESS = 4


@dataclass(frozen=True, slots=True)
class EncoderStatistics:
    """``means`` maps a language, "zh" or "en", to the mean (d,) of its sub-words; ``common`` (n, d)
    are orthonormal directions of no meaning; ``projection`` has shape (d, kept). Where nothing was
    fitted, vectors stay as they come and no sub-words are kept.
    """

    means: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    common: NDArray[np.float32] | None = None
    projection: NDArray[np.float32] | None = None
    digest: str = "raw"

    def vector(self, encoded: EncodedText, language: str) -> NDArray[np.float32]:
        """The text's unit vector (d,)."""
        pooled = encoded.vector
        if self.common is not None and len(encoded.tokens):
            pooled = self.pooled(encoded, language)
            pooled = pooled - self.common.T @ (self.common @ pooled)
        unit: NDArray[np.float32] = unit_rows(pooled[None])[0]
        return unit

    def pooled(self, encoded: EncodedText, language: str) -> NDArray[np.float32]:
        """The sum (d,) of a text's sub-words, weighted by how rare they are.

        After Arora, Liang and Ma, "A simple but tough-to-beat baseline for sentence embeddings",
        ICLR 2017. A unigram vocabulary is in the order of frequency, so an id is a rank.
        """
        rarity = np.log1p(encoded.token_ids).astype(np.float32) ** _STEEPNESS
        pooled: NDArray[np.float32] = rarity @ self._centred(encoded.tokens, language)
        return pooled

    def projected(self, tokens: NDArray[np.float32], language: str) -> NDArray[np.float32]:
        """Sub-word vectors (n, kept) of length one, centred and projected."""
        if self.projection is None:
            return np.zeros((0, 0), np.float32)
        return unit_rows(self._centred(tokens, language) @ self.projection)

    def _centred(self, tokens: NDArray[np.float32], language: str) -> NDArray[np.float32]:
        mean = self.means.get(language)
        return tokens if mean is None else tokens - mean


def unit_rows(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows divided by their length; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: NDArray[np.float32] = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return unit


def load_statistics(identity: str, folders: Sequence[Path] = ()) -> EncoderStatistics:
    """What was fitted for the encoder: shipped, or in one of ``folders``, or nothing."""
    for folder in (_SHIPPED, *folders):
        path = folder / f"{identity}.npz"
        if path.is_file():
            return _read(path)
    return EncoderStatistics()


def _read(path: Path) -> EncoderStatistics:
    with np.load(path, allow_pickle=False) as arrays:
        held = {name: arrays[name].astype(np.float32) for name in arrays.files}
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    means = {name.removeprefix(_MEAN): held[name] for name in held if name.startswith(_MEAN)}
    return EncoderStatistics(means, held.get("common"), held.get("projection"), digest)


def save_statistics(path: Path, statistics: EncoderStatistics) -> None:
    """Writes what ``load_statistics`` reads, as half-precision arrays."""
    arrays = {f"{_MEAN}{language}": mean for language, mean in statistics.means.items()}
    if statistics.common is not None:
        arrays["common"] = statistics.common
    if statistics.projection is not None:
        arrays["projection"] = statistics.projection
    path.parent.mkdir(parents=True, exist_ok=True)
    halves = {key: value.astype(np.float16) for key, value in arrays.items()}
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **halves)
