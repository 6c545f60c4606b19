"""One ranking from two: by words and by meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .store import Candidate

# Reciprocal rank fusion: Cormack, Clarke and Büttcher (2009), "Reciprocal rank fusion outperforms
# Condorcet and individual rank learning methods". Ranks, so that the backends' different scales of
# BM25 give one order.
SMOOTHING = 60
LEXICAL_WEIGHT = 1.0
VECTOR_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate and its fused score, higher is better."""

    candidate: Candidate
    score: float


def fuse(candidates: Sequence[Candidate]) -> list[Ranked]:
    """All candidates, best first; ties by id."""
    scores = dict.fromkeys((candidate.id for candidate in candidates), 0.0)
    for weight, part in ((LEXICAL_WEIGHT, "lexical"), (VECTOR_WEIGHT, "similarity")):
        found = [candidate for candidate in candidates if getattr(candidate, part) is not None]
        found.sort(key=lambda candidate: (-getattr(candidate, part), candidate.id))
        for rank, candidate in enumerate(found, 1):
            scores[candidate.id] += weight / (SMOOTHING + rank)
    ranked = [Ranked(candidate, scores[candidate.id]) for candidate in candidates]
    return sorted(ranked, key=lambda item: (-item.score, item.candidate.id))
