"""One ranking from two: by words and by meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .store import Candidate

# Fixed scales, so that a document's score does not depend on what else was found: BM25 levelled off
# as s / (s + HALF), and the cosine by its weight. Tried against reciprocal rank fusion on needs →
# achievements and titles → abstracts: as good where few words are asked with, better where many.
HALF = 30.0
VECTOR_WEIGHT = 2.0
# What a near document in another language than the query's is taken to share with it in words: the
# average of the twenty that share most, over the needs that the scales were tried on.
UNSPOKEN = 0.45


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate and its fused score, higher is better."""

    candidate: Candidate
    score: float


def parts(candidate: Candidate, language: str = "") -> dict[str, float]:
    """What each way of finding adds to the score: "lexical", "vector".

    ``language`` is the query's, where a document in another is not to stand back.
    """
    found: dict[str, float] = {}
    if candidate.lexical is not None:
        found["lexical"] = candidate.lexical / (candidate.lexical + HALF)
    if candidate.similarity is not None:
        found["vector"] = VECTOR_WEIGHT * max(0.0, candidate.similarity)
        if language and candidate.language != language:
            found["vector"] += max(0.0, UNSPOKEN - found.get("lexical", 0.0))
    return found


def fuse(candidates: Sequence[Candidate], language: str = "") -> list[Ranked]:
    """All candidates, best first; ties by id."""
    ranked = [Ranked(one, sum(parts(one, language).values())) for one in candidates]
    return sorted(ranked, key=lambda item: (-item.score, item.candidate.id))
