"""One ranking from two: by words and by meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .coverage import Coverage
from .store import Candidate

# Fixed scales, so that a document's score does not depend on what else was found: BM25 levelled off
# as s / (s + HALF), and the cosine by its weight. Tried against reciprocal rank fusion on needs →
# achievements and titles → abstracts: as good where few words are asked with, better where many.
HALF = 30.0
VECTOR_WEIGHT = 2.0
# What a near document in another language than the query's is taken to share with it in words,
# since it cannot. To a long text nearly what the answer in its own language shares, 0.63 on average
# (python -m tests.evaluation.bilingual: more would put strangers above those); to a question as much
# as it is near, because so few words promise little.
UNSPOKEN = 0.6


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate, what each way of finding adds ("lexical", "vector"), and the fused score."""

    candidate: Candidate
    parts: Mapping[str, float]
    score: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What a document in another language must not stand back for: the query's, "" for none."""

    language: str = ""
    at_length: bool = False

    def unspoken(self, candidate: Candidate, similarity: float) -> float:
        """What the candidate is taken to share in words."""
        if not self.language or candidate.language == self.language:
            return 0.0
        return UNSPOKEN if self.at_length else similarity


def parts(candidate: Candidate, asked: Asked) -> dict[str, float]:
    """What each way of finding adds to the score: "lexical", "vector"."""
    found: dict[str, float] = {}
    if candidate.lexical is not None:
        found["lexical"] = candidate.lexical / (candidate.lexical + HALF)
    if candidate.similarity is not None:
        near = max(0.0, candidate.similarity)
        unspoken = asked.unspoken(candidate, near) - found.get("lexical", 0.0)
        found["vector"] = VECTOR_WEIGHT * near + max(0.0, unspoken)
    return found


def fuse(candidates: Sequence[Candidate], asked: Asked) -> list[Ranked]:
    """All candidates, best first; ties by id."""
    found = [(one, parts(one, asked)) for one in candidates]
    ranked = [Ranked(one, ways, sum(ways.values())) for one, ways in found]
    return sorted(ranked, key=lambda item: (-item.score, item.candidate.id))


# Whether a document answers: what it covers of the question, its title somewhat more, and how near it
# is in meaning. Looked up on questions of people (python -m backend.manage evaluate_search); a longer
# question says more than any answer repeats.
TEXT, TITLE = 0.5, 0.2
ANSWERS, ANSWERS_AT_LENGTH = 0.5, 0.44
AT_LENGTH = 5  # concepts
# Of a short question it covers so much at least, or is so near; else it is merely about the like.
ENOUGH, NEAR = 0.33, 0.42
# What answers far less than the best does is no answer beside it.
OF_BEST = 0.55
# Where vectors take no part: half of what was asked for.
ANSWERS_IN_WORDS = 0.3
EPSILON = 1e-6


@dataclass(frozen=True, slots=True)
class Answered:
    """The documents by what they cover and how near they are, best first, those that answer before
    all others; ``answers`` is how many do."""

    ranked: Sequence[Ranked]
    answers: int


def answered(
    ranked: Sequence[Ranked], covered: Coverage, concepts: int, *, by_meaning: bool
) -> Answered:
    """Which of ``ranked`` answer a question of so many concepts; ties stay as they were."""
    least = ANSWERS if concepts < AT_LENGTH else ANSWERS_AT_LENGTH
    least = least if by_meaning else ANSWERS_IN_WORDS
    near_by = np.array([max(0.0, item.candidate.similarity or 0.0) for item in ranked])
    in_words = TEXT * covered.text + TITLE * covered.title
    least = max(least, OF_BEST * float(np.max(in_words + near_by, initial=0.0)))
    found, answers = [], 0
    for item, text, words, near in zip(ranked, covered.text, in_words, near_by, strict=True):
        ways = {"lexical": float(words), "vector": float(near)}
        score = sum(ways.values())
        told = concepts >= AT_LENGTH or text >= ENOUGH or near >= NEAR
        if told and score >= least:
            answers += 1
        else:
            score = min(score, least - EPSILON)
        ways = {way: worth for way, worth in ways.items() if way in item.parts or worth}
        found.append(replace(item, parts=ways, score=score))
    return Answered(sorted(found, key=lambda item: -item.score), answers)
