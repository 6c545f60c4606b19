"""BM25; over characters and pairs of them it is what every signal is measured against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

_K1 = 1.2
_B = 0.75


class Bm25:
    """Robertson and Zaragoza's BM25 (2009) over a fixed list of documents, each given as its terms,
    repeated as often as said.
    """

    def __init__(self, documents: Sequence[Iterable[str]]) -> None:
        counted = [Counter(terms) for terms in documents]
        lengths = np.array([sum(c.values()) for c in counted], float)
        self._norm = _K1 * (1.0 - _B + _B * lengths / max(1.0, lengths.mean()))
        self._count = len(documents)
        postings: dict[str, tuple[list[int], list[int]]] = {}
        for index, counts in enumerate(counted):
            for term, times in counts.items():
                places, frequencies = postings.setdefault(term, ([], []))
                places.append(index)
                frequencies.append(times)
        self._postings = {
            term: (np.array(places), np.array(frequencies, float))
            for term, (places, frequencies) in postings.items()
        }

    def scores(self, query: Iterable[str]) -> NDArray[np.float64]:
        """Score of each document (n,) for the terms of ``query``."""
        scores = np.zeros(self._count)
        for term, times in Counter(query).items():
            if term in self._postings:
                places, tf = self._postings[term]
                idf = np.log1p((self._count - len(places) + 0.5) / (len(places) + 0.5))
                scores[places] += times * idf * tf * (_K1 + 1) / (tf + self._norm[places])
        return scores
