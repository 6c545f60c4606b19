"""How the server scores by words: as SQLite does, so that both backends find the same."""

from __future__ import annotations

from search_index.store import CHARS_WEIGHT

# BM25's usual saturation and length. SQLite weighs a column's tokens before it saturates them, which
# comes to a slower saturation and a lower ceiling than a weight on the score.
K1, B = 1.2, 0.75
CHARACTERS = "characters"
SIMILARITIES = {CHARACTERS: {"type": "BM25", "k1": K1 / CHARS_WEIGHT, "b": B}}
# A restricted text is scored by what it holds alone: see ``store.RESTRICTED_WORTH``.
RESTRICTED = "restricted_"
CONSTANT = "boolean"
CHARACTERS_BOOST = (K1 + 1) / (K1 / CHARS_WEIGHT + 1)
