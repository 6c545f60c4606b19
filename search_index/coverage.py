"""How much of what a question asks for each of some documents speaks of, whatever its language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .contracts import TierText
from .dictionary import Concept, stems_of
from .normalise import normalise

# A term of the field that no document speaks of weighs more: it was meant, and is not to be had.
UNHEARD = 1.5
# What speaks of all parts of a compound, and not of the compound, speaks of so much of it.
PARTS = 0.7
# A word that is no term of the field says less of the subject.
GENERAL = 0.6


@dataclass(frozen=True, slots=True)
class Coverage:
    """Per document, in the order given, the share of the question in all it says and in its title."""

    text: NDArray[np.float64]
    title: NDArray[np.float64]


def coverage(
    concepts: Sequence[Concept], ids: Sequence[int], texts: Mapping[int, Sequence[TierText]]
) -> Coverage:
    """Weighted by how rare a concept is among these documents, after Spärck Jones (1972), "A
    statistical interpretation of term specificity": what all speak of tells none from another.
    """
    said = np.zeros((len(ids), len(concepts)))
    named = np.zeros_like(said)
    for row, number in enumerate(ids):
        fields = [
            (name, text) for tier in texts.get(number, ()) for name, text in tier.fields.items()
        ]
        for column, concept in enumerate(concepts):
            for name, text in fields:
                much = speaks(concept, text)
                said[row, column] = max(said[row, column], much)
                if name == "title":
                    named[row, column] = much
    spread = (said == 1.0).sum(axis=0)
    weights = np.log1p(len(ids) / (1.0 + spread))
    technical = np.array([concept.technical for concept in concepts])
    unheard = technical & (said.max(axis=0, initial=0.0) == 0)
    weights = weights * np.select([unheard, technical], [UNHEARD, 1.0], GENERAL)
    whole = max(float(weights.sum()), 1e-9)
    return Coverage(said @ weights / whole, named @ weights / whole)


def speaks(concept: Concept, text: str) -> float:
    """1 for the concept itself, less for its parts."""
    han, latin = _readable(text)
    if any(form in han for form in concept.zh):
        return 1.0
    if any(f" {' '.join(form)} " in latin for form in concept.en):
        return 1.0
    if not concept.parts:
        return 0.0
    return PARTS * sum(speaks(part, text) for part in concept.parts) / len(concept.parts)


@lru_cache(maxsize=8192)
def _readable(text: str) -> tuple[str, str]:
    """The normal text, and its English words without endings between blanks."""
    return normalise(text).text, f" {' '.join(stems_of(text))} "
