"""Queries of the embedded store, inside a transaction of the caller's.

SQL is put together from the constants of this module alone; all that comes from a query is bound.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search_index.contracts import TIERS, StoredVersion, TierText
from search_index.query_language import Clause
from search_index.store import CHARS_WEIGHT, PARTS, Candidate, Plan

from .snapshot import Snapshot

Scores = tuple[NDArray[np.int64], NDArray[np.float64]]
WITH_FACET = "d.position IN (SELECT position FROM facets WHERE name = ? AND value IN ({marks}))"
WITH_PHRASE = (
    "SELECT t.position FROM phrases p CROSS JOIN tier_texts t ON t.id = p.rowid"
    " WHERE p.phrases MATCH ? AND {readable}"
)
STORED = (
    "SELECT id, version, visible, CASE WHEN full IS NOT NULL OR public IS NOT NULL"
    " THEN encoder END FROM documents LEFT JOIN vectors USING (position)"
)
READABLE = "audience IN (SELECT audience FROM audience_tokens WHERE token IN ({marks}))"


@dataclass(frozen=True, slots=True)
class Found:
    """All found, by position: the plan's order, and each one's scores."""

    order: NDArray[np.int64]
    lexical: dict[int, float]
    similarity: dict[int, float]

    @classmethod
    def of(
        cls,
        snapshot: Snapshot,
        plan: Plan,
        near: tuple[NDArray[np.int64], NDArray[np.float32]],
        shared: Scores,
    ) -> Found:
        """Nearest first, then the others by lexical score; ties by id."""
        by_nearness = np.lexsort((snapshot.ids[near[0]], -near[1]))[: plan.neighbours]
        nearest, cosines = near[0][by_nearness], near[1][by_nearness]
        positions, scores = shared
        ids = snapshot.ids[positions]
        if plan.newest_first or not plan.tokens:
            best = np.lexsort((-ids, -snapshot.published[positions]))
        else:
            best = np.lexsort((ids, -scores))
        ranked = positions[best]
        others = ranked[~np.isin(ranked, nearest)]
        lexical = dict(zip(positions.tolist(), scores.tolist(), strict=True)) if plan.tokens else {}
        similarity = dict(zip(nearest.tolist(), cosines.tolist(), strict=True))
        return cls(np.concatenate([nearest, others]), lexical, similarity)


def sharing_tokens(database: sqlite3.Connection, plan: Plan) -> Scores:
    """Positions that share a token with the plan in a tier its readers may read, and their BM25."""
    if not plan.tokens:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    where, values = _conditions(plan)
    readable, readers = _readable(plan)
    where.append(readable)
    values.extend(readers)
    # CROSS JOIN fixes the order: from the matches to their documents.
    rows = database.execute(
        "SELECT d.position, m.score FROM"  # noqa: S608
        f" (SELECT rowid AS id, -bm25(lexicon, 1.0, {CHARS_WEIGHT}) AS score"
        "  FROM lexicon WHERE lexicon MATCH ?) m"
        " CROSS JOIN tier_texts t ON t.id = m.id"
        " CROSS JOIN documents d ON d.position = t.position"
        f" WHERE {' AND '.join(where)}",
        [_match(plan), *values],
    ).fetchall()
    if not rows:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    table = np.array(rows, dtype=np.float64)
    positions, inverse = np.unique(table[:, 0].astype(np.int64), return_inverse=True)
    return positions, np.bincount(inverse, weights=table[:, 1]).astype(np.float64)


def everything(positions: NDArray[np.int64]) -> Scores:
    """All allowed positions, none better than another."""
    return positions, np.zeros(len(positions))


def allowed(database: sqlite3.Connection, plan: Plan) -> NDArray[np.int64]:
    """The positions that the plan's rights and filters allow."""
    where, values = _conditions(plan)
    rows = database.execute(
        f"SELECT d.position FROM documents d WHERE {' AND '.join(where)}",  # noqa: S608
        values,
    ).fetchall()
    return np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))


def candidates(
    database: sqlite3.Connection, plan: Plan, found: Found, page: NDArray[np.int64]
) -> list[Candidate]:
    """The documents at ``page``, with the texts the plan's readers may read."""
    positions = page.tolist()
    marks = _marks(positions)
    rows = {
        position: (number, kind)
        for position, number, kind in database.execute(
            f"SELECT position, id, kind FROM documents WHERE position IN ({marks})",  # noqa: S608
            positions,
        )
    }
    texts = _texts(database, plan, positions) if plan.with_texts else {}
    return [
        Candidate(
            *rows[position],
            found.lexical.get(position),
            found.similarity.get(position),
            texts.get(position, ()),
        )
        for position in positions
    ]


def frequencies(database: sqlite3.Connection, column: str, terms: Sequence[str]) -> dict[str, int]:
    """In how many rows of the lexicon each term occurs."""
    return dict(
        database.execute(
            f"SELECT term, doc FROM vocabulary WHERE term IN ({_marks(terms)}) AND col = ?",  # noqa: S608
            [*terms, column],
        )
    )


def versions(database: sqlite3.Connection, ids: Sequence[int]) -> list[StoredVersion]:
    """What is held of ``ids``, which may be many."""
    found: list[StoredVersion] = []
    for start in range(0, len(ids), 1000):
        some = list(ids[start : start + 1000])
        rows = database.execute(
            f"{STORED} WHERE id IN ({_marks(some)})",
            some,
        )
        found.extend(_stored(row) for row in rows)
    return found


def scan(database: sqlite3.Connection, after: int, size: int) -> list[StoredVersion]:
    """The first ``size`` documents with an id above ``after``."""
    rows = database.execute(f"{STORED} WHERE id > ? ORDER BY id LIMIT ?", (after, size))
    return [_stored(row) for row in rows]


def _stored(row: tuple[int, int, int, str | None]) -> StoredVersion:
    number, version, seen, encoder = row
    return StoredVersion(number, version, bool(seen), encoder or "")


def _texts(
    database: sqlite3.Connection, plan: Plan, positions: Sequence[int]
) -> dict[int, list[TierText]]:
    numbers = [
        position * len(PARTS) + index for position in positions for index in range(len(PARTS))
    ]
    readable, readers = _readable(plan)
    found: dict[int, list[TierText]] = {}
    for position, tier, fields in database.execute(
        "SELECT position, tier, fields FROM tier_texts t JOIN tier_fields USING (id)"  # noqa: S608
        f" WHERE t.id IN ({_marks(numbers)}) AND {readable} ORDER BY t.id",
        [*numbers, *readers],
    ):
        # Whoever reads this text may: its audience is no longer of interest.
        found.setdefault(position, []).append(TierText(tier, json.loads(fields), frozenset()))
    return found


def _conditions(plan: Plan) -> tuple[list[str], list[object]]:
    """Who may find what, as conditions on ``documents d`` and their values."""
    where = ["d.visible", f"d.kind IN ({_marks(plan.kinds)})"]
    values: list[object] = [*sorted(plan.kinds)]
    if plan.readers is not None:
        where.append("d." + READABLE.format(marks=_marks(plan.readers)))
        values.extend(sorted(plan.readers))
    for name, wanted in sorted(plan.filters.items()):
        where.append(WITH_FACET.format(marks=_marks(wanted)))
        values.extend([name, *sorted(wanted)])
    for negation, clauses in (("", plan.required), ("NOT ", plan.excluded)):
        for clause in sorted(clauses, key=str):
            readable, readers = _readable(plan)
            where.append(f"d.position {negation}IN ({WITH_PHRASE.format(readable=readable)})")
            values.extend([_phrase(clause), *readers])
    if plan.exclude_organisation is not None:
        where.append("d.organisation != ?")
        values.append(plan.exclude_organisation)
    return where, values


def _readable(plan: Plan) -> tuple[str, list[object]]:
    """Which rows of ``tier_texts t`` the plan's readers may read."""
    if plan.readers is None:
        return f"t.tier IN ({_marks(TIERS)})", [*TIERS]
    return "t." + READABLE.format(marks=_marks(plan.readers)), [*sorted(plan.readers)]


def _phrase(clause: Clause) -> str:
    return f'{clause.scope} : "{" ".join(clause.words)}"'


def _match(plan: Plan) -> str:
    parts = [
        f"{column} : ({' OR '.join(f'{chr(34)}{term}{chr(34)}' for term in terms)})"
        for column, terms in (("words", plan.tokens.words), ("chars", plan.tokens.chars))
        if terms
    ]
    return " OR ".join(f"({part})" for part in parts)


def _marks(values: Iterable[object]) -> str:
    return ",".join("?" for _ in values)
