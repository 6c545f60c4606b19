"""The means and the projection that belong to an encoder's version.

A Chinese text is nearer to any Chinese text than to its English translation, until each language's
mean vector is taken away. Sub-word vectors are centred the same way and projected on some of their
principal directions, which keeps them small.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.contracts import TextKind

_SHIPPED = Path(__file__).parent / "fitted"


@dataclass(frozen=True, slots=True)
class EncoderStatistics:
    """``means`` maps language and kind, as in "zh.query", to a vector (d,); ``token_means`` maps a
    language to one; ``projection`` has shape (d, kept). Without a projection no token vectors are
    kept.
    """

    means: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    token_means: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    projection: NDArray[np.float32] | None = None
    digest: str = "raw"

    def centred(
        self, vectors: NDArray[np.float32], languages: Sequence[str], kind: TextKind
    ) -> NDArray[np.float32]:
        """Unit vectors (n, d) without their language's mean."""
        result = vectors.astype(np.float32, copy=True)
        for row, language in enumerate(languages):
            mean = self.means.get(f"{language}.{kind}")
            if mean is not None:
                result[row] -= mean
        return unit_rows(result)

    def projected(self, tokens: NDArray[np.float32], language: str) -> NDArray[np.float32]:
        """Sub-word vectors (n, kept) of length one, centred and projected."""
        if self.projection is None:
            return np.zeros((0, 0), np.float32)
        mean = self.token_means.get(language)
        centred = tokens if mean is None else tokens - mean
        return unit_rows(centred.astype(np.float32) @ self.projection)


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
    means: dict[str, NDArray[np.float32]] = {}
    token_means: dict[str, NDArray[np.float32]] = {}
    projection: NDArray[np.float32] | None = None
    with np.load(path, allow_pickle=False) as arrays:
        for name in arrays.files:
            group, _, key = name.partition(":")
            value = arrays[name].astype(np.float32)
            if group == "mean":
                means[key] = value
            elif group == "token_mean":
                token_means[key] = value
            elif group == "projection":
                projection = value
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    return EncoderStatistics(means, token_means, projection, digest)


def save_statistics(path: Path, statistics: EncoderStatistics) -> None:
    """Writes what ``load_statistics`` reads, as half-precision arrays."""
    arrays = {f"mean:{key}": value for key, value in statistics.means.items()}
    arrays |= {f"token_mean:{key}": value for key, value in statistics.token_means.items()}
    if statistics.projection is not None:
        arrays["projection:"] = statistics.projection
    path.parent.mkdir(parents=True, exist_ok=True)
    halves = {key: value.astype(np.float16) for key, value in arrays.items()}
    with path.open("wb") as file:
        np.savez(file, allow_pickle=False, **halves)
