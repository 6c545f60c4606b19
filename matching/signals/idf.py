"""How rare a term is, as a table that a release carries."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


def term_id(term: str) -> int:
    """A term's key in the table. Two terms in four milliards share one, which does no harm."""
    return zlib.crc32(term.encode("utf-8", "surrogatepass"))


@dataclass(frozen=True)
class Idf:
    """``keys`` (n,) sorted uint32, ``frequency`` (n,) the documents that hold each; ``documents``
    their number. The weights are BM25's: ln(1 + (N - df + 0.5) / (df + 0.5)).
    """

    keys: NDArray[np.uint32]
    frequency: NDArray[np.uint32]
    documents: int

    @cached_property
    def _weights(self) -> NDArray[np.float32]:
        return self._weight(self.frequency.astype(np.float64))

    def _weight(self, frequency: NDArray[np.float64]) -> NDArray[np.float32]:
        rest = np.maximum(self.documents - frequency, 0.0) + 0.5
        return np.log1p(rest / (frequency + 0.5)).astype(np.float32)

    @cached_property
    def unseen(self) -> float:
        """Weight of a term in no document."""
        return float(self._weight(np.zeros(1))[0])

    def weights(self, keys: NDArray) -> NDArray[np.float32]:
        """Weight of each key (n,)."""
        if not len(self.keys):
            return np.full(len(keys), self.unseen, np.float32)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, self._weights[at], np.float32(self.unseen))

    @classmethod
    def count(cls, documents: Iterable[Iterable[int]], *, at_least: int = 2) -> Idf:
        """Counted over documents of distinct keys; rarer keys than ``at_least`` weigh as unseen."""
        arrays = [np.fromiter(document, np.uint32) for document in documents]
        keys, frequency = np.unique(np.concatenate(arrays), return_counts=True)
        often = frequency >= at_least
        return cls(keys[often], frequency[often].astype(np.uint32), len(arrays))
