"""Which documents share a plan's tokens, and the BM25 of those that may be among its best.

SQLite's bm25() takes ten times what finding a row takes, and most of the rows found hold but one
common token. So all are found, but only those are scored that could still be among the best by the
most that their tokens can be worth, after Turtle and Flood (1995), "Query evaluation: strategies and
optimizations". Their order and scores are those that scoring everything gives. What not everyone may
read is worth the same whatever is rare, and counts in no rarity.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search_index.store import CHARS_WEIGHT, PARTS, RESTRICTED_WORTH, Plan

from .snapshot import Positions, Snapshot

# As one text: a row of its own for each costs more than finding it.
ROWS = "SELECT group_concat(rowid) FROM {table} WHERE {table} MATCH ?"
BETWEEN = " AND rowid BETWEEN ? AND ?"
# The sign before rowid keeps SQLite from looking up each alone, with all that bm25() has to prepare.
SCORES = (
    f"SELECT rowid, bm25(lexicon, 1.0, {CHARS_WEIGHT}) FROM lexicon"
    " WHERE lexicon MATCH ? AND +rowid IN (SELECT value FROM json_each(?))"
)
# What a token adds to bm25() is its rarity times how often it stands there, levelled off below
# k1 + 1. The rarity is not below LEAST, however common the token.
CEILING = 1.2 + 1
LEAST = 1e-6
# So many times the documents wanted are scored at first, to learn what a score must reach. Fewer
# leave more for the second time, and each time goes through all rows found.
TRIED = 16


class Sharing:
    """What shares a token with a plan, of what it allows and its readers may read.

    ``allowed`` is by position, ``readable`` by number of a set of audience tokens; ``found`` says by
    position what shares a token. Good within the transaction it was made in.
    """

    def __init__(
        self,
        database: sqlite3.Connection,
        snapshot: Snapshot,
        plan: Plan,
        allowed: NDArray[np.bool_],
        readable: NDArray[np.bool_],
    ) -> None:
        fields = (("words", plan.tokens.words, 1.0), ("chars", plan.tokens.chars, CHARS_WEIGHT))
        tokens = [f'{column} : "{term}"' for column, terms, _ in fields for term in terms]
        weights = np.repeat(
            [weight for *_, weight in fields], [len(terms) for _, terms, _ in fields]
        )

        def summed(rows: NDArray[np.int64], worth: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.bincount(rows // len(PARTS), worth, len(allowed)).astype(np.float64)

        def seen(rows: NDArray[np.int64]) -> NDArray[np.bool_]:
            may = allowed[rows // len(PARTS)] & snapshot.may_read(plan, rows, readable)
            return np.asarray(may, dtype=np.bool_)

        # Of one document its own rows alone are looked at, however common a token.
        place = _places(allowed) if plan.only_id is not None else ()
        rows, counts = _found(database, "lexicon", tokens, *place)
        held = np.count_nonzero(snapshot.parts >= 0)
        most = CEILING * np.maximum(LEAST, np.log((held - counts + 0.5) / (counts + 0.5)))
        may = seen(rows)
        self._database = database
        self._match = " OR ".join(tokens)
        # Once for each token that a row holds.
        self._rows = rows[may]
        # By position, what the sum of a document's rows does not exceed; and that sum, where scored.
        self._bounds = summed(self._rows, np.repeat(most, counts)[may])
        rows, counts = _found(database, "restricted", tokens, *place)
        may = seen(rows)
        self._restricted = summed(rows[may], np.repeat(RESTRICTED_WORTH * weights, counts)[may])
        self._bounds += self._restricted
        self._scores = np.zeros(len(allowed))
        self._scored = np.zeros(len(allowed), dtype=np.bool_)
        self.found: NDArray[np.bool_] = self._bounds > 0

    def scores(self, positions: Positions) -> dict[int, float]:
        """Position → the sum of the BM25 of its rows, for those of ``positions`` that were found."""
        self._score(positions)
        found = positions[self.found[positions]]
        return dict(zip(found.tolist(), self._scores[found].tolist(), strict=True))

    def best(self, always: Positions, among: Positions, count: int) -> NDArray[np.float64]:
        """By position the score, exact for ``always`` and the ``count`` best ``among``.

        Others have their own or 0; of equals at the end of the best each has its own.
        """
        first = among[np.argsort(-self._bounds[among])[: TRIED * count]]
        self._score(np.concatenate([always, first]))
        if 0 < len(first) < len(among):
            # What cannot reach the last of the best so far is not among the best.
            least = np.partition(self._scores[first], -count)[-count]
            self._score(among[self._bounds[among] >= least])
        return self._scores

    def _score(self, positions: Positions) -> None:
        wanted = np.zeros(len(self._scored), dtype=np.bool_)
        wanted[positions] = True
        wanted &= ~self._scored
        rows = np.unique(self._rows[wanted[self._rows // len(PARTS)]])
        if len(rows):
            found = self._database.execute(SCORES, (self._match, json.dumps(rows.tolist())))
            table = np.array(found.fetchall(), dtype=np.float64)
            documents = table[:, 0].astype(np.int64) // len(PARTS)
            self._scores += np.bincount(documents, -table[:, 1], len(wanted))
        self._scores[wanted] += self._restricted[wanted]
        self._scored |= wanted


def _places(allowed: NDArray[np.bool_]) -> tuple[int, int]:
    """The first and the last row of what is allowed; a stretch without rows where nothing is."""
    positions = np.flatnonzero(allowed)
    if not len(positions):
        return 0, -1
    return int(positions[0]) * len(PARTS), int(positions[-1] + 1) * len(PARTS) - 1


def _found(
    database: sqlite3.Connection, table: str, tokens: Sequence[str], *between: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The rows of a table that hold each token, one token after the other, and how many do."""
    found = [_rows(database, table, token, *between) for token in tokens]
    return np.concatenate(found), np.array([len(rows) for rows in found])


def _rows(database: sqlite3.Connection, table: str, match: str, *between: int) -> NDArray[np.int64]:
    asked = ROWS.format(table=table) + (BETWEEN if between else "")
    (found,) = database.execute(asked, (match, *between)).fetchone()
    return np.fromstring(found or "", dtype=np.int64, sep=",")
