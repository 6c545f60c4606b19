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
from search_index.store import PARTS, Candidate, Plan

from .scoring import Sharing
from .snapshot import TEXTS_OF_IT, Positions, Snapshot, readable_sets
from .vectors import Matrix

STORED = (
    "SELECT id, version, visible, CASE WHEN full IS NOT NULL OR public IS NOT NULL"
    " THEN encoder END FROM documents LEFT JOIN vectors USING (position)"
)
READABLE = "audience IN (SELECT audience FROM audience_tokens WHERE token IN ({marks}))"


@dataclass(frozen=True, slots=True)
class Found:
    """All found, by position: the plan's order up to the end of its slice, and the slice's scores.

    ``shown`` is where the slice begins in the order, ``worth`` what others are ordered by.
    """

    order: Positions
    shown: int
    worth: dict[int, float]
    lexical: dict[int, float]
    similarity: dict[int, float]


def find(database: sqlite3.Connection, snapshot: Snapshot, matrix: Matrix, plan: Plan) -> Found:
    """What the plan finds: nearest first, then the others by lexical score or by date; ties by id."""
    readable = readable_sets(database, plan.readers)
    allowed = _allowed(database, snapshot, plan, readable)
    nearest, cosines = _nearest(snapshot, matrix, plan, allowed)
    ids = snapshot.columns["ids"]
    by_nearness = np.lexsort((ids[nearest], -cosines))[: plan.neighbours]
    nearest, cosines = nearest[by_nearness], cosines[by_nearness]
    sharing = Sharing(database, snapshot, plan, allowed, readable) if plan.tokens else None
    others = _others(plan, allowed, nearest, sharing)
    if sharing is None or plan.newest_first:
        worth, ties = snapshot.columns["published"], -ids
    else:
        # How many come before what follows a page, only the scores of all can tell.
        reached = len(others) if plan.after else max(plan.start + plan.size - len(nearest), 0)
        worth, ties = sharing.best(nearest, others, reached), ids
    others = others[np.lexsort((ties[others], -worth[others]))]
    start = plan.start
    if plan.after:
        value, number = plan.after[:2]
        last = number if ties is ids else -number
        equal = (worth[others] == value) & (ties[others] <= last)
        start = len(nearest) + int(np.count_nonzero((worth[others] > value) | equal))
    order = np.concatenate([nearest, others])
    page = order[start : start + plan.size]
    return Found(
        order=order,
        shown=start,
        worth=dict(zip(page.tolist(), worth[page].tolist(), strict=True)),
        lexical=sharing.scores(page) if sharing is not None else {},
        similarity=dict(zip(nearest.tolist(), cosines.tolist(), strict=True)),
    )


def _others(
    plan: Plan, allowed: NDArray[np.bool_], nearest: Positions, sharing: Sharing | None
) -> Positions:
    """The positions of all found but the nearest."""
    if sharing is None and plan.vector is not None:
        return nearest[:0]
    rest = allowed.copy() if sharing is None else sharing.found.copy()
    rest[nearest] = False
    return np.flatnonzero(rest)


def _allowed(
    database: sqlite3.Connection, snapshot: Snapshot, plan: Plan, readable: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """By position, whether rights, filters and phrases let the document through."""
    allowed = snapshot.allowed(plan, readable)
    for clauses, wanted in ((plan.required, True), (plan.excluded, False)):
        for clause in clauses:
            rows = database.execute(
                "SELECT rowid FROM phrases WHERE phrases MATCH ?", (_phrase(clause),)
            )
            texts = np.fromiter((row[0] for row in rows), dtype=np.int64)
            seen = texts[snapshot.may_read(plan, texts, readable)] // len(PARTS)
            with_phrase = np.zeros(len(allowed), dtype=np.bool_)
            with_phrase[seen] = True
            allowed &= with_phrase == wanted
    return allowed


def _nearest(
    snapshot: Snapshot, matrix: Matrix, plan: Plan, allowed: NDArray[np.bool_]
) -> tuple[Positions, NDArray[np.float32]]:
    """The nearest by cosine, none below the floor; more than asked for where the last ones tie."""
    if plan.vector is None or plan.newest_first:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    rows = snapshot.columns["full" if plan.readers is None else "public"]
    positions = np.flatnonzero(allowed & (rows >= 0))
    cosines = matrix.cosines(plan.vector, rows[positions])
    near = cosines >= plan.floor
    positions, cosines = positions[near], cosines[near]
    if len(positions) > plan.neighbours:
        border = np.partition(cosines, -plan.neighbours)[-plan.neighbours]
        keep = cosines >= border
        positions, cosines = positions[keep], cosines[keep]
    return positions, cosines


def candidates(snapshot: Snapshot, plan: Plan, found: Found) -> list[Candidate]:
    """The plan's slice of the found."""
    positions = found.order[found.shown : found.shown + plan.size].tolist()
    ids = snapshot.columns["ids"][positions].tolist()
    kinds = snapshot.kinds(positions)
    languages = snapshot.languages(positions)
    return [
        Candidate(
            number,
            kind,
            found.lexical.get(position),
            found.similarity.get(position),
            (found.worth[position], number),
            language,
        )
        for position, number, kind, language in zip(positions, ids, kinds, languages, strict=True)
    ]


def example(
    database: sqlite3.Connection, number: int, readers: frozenset[str]
) -> tuple[list[TierText], int | None] | None:
    """Summary and row of the public vector of a document, None where the readers may not find it."""
    readable = READABLE.format(marks=_marks(readers))
    row = database.execute(
        "SELECT d.position, v.public FROM documents d LEFT JOIN vectors v USING (position)"
        f" WHERE d.id = ? AND d.visible AND d.{readable}",
        [number, *sorted(readers)],
    ).fetchone()
    if row is None:
        return None
    texts = texts_of(database, readers, [number]).get(number, [])
    return [text for text in texts if text.tier == "summary"], row[1]


def frequencies(database: sqlite3.Connection, column: str, terms: Sequence[str]) -> dict[str, int]:
    """In how many rows of the lexicon each term occurs."""
    return dict(
        database.execute(
            f"SELECT term, doc FROM vocabulary WHERE term IN ({_marks(terms)}) AND col = ?",
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


def texts_of(
    database: sqlite3.Connection, readers: frozenset[str] | None, ids: Sequence[int]
) -> dict[int, list[TierText]]:
    """By id, the texts that the readers may read."""
    readable, values = _readable(readers)
    found: dict[int, list[TierText]] = {}
    for number, tier, fields in database.execute(
        "SELECT d.id, t.tier, f.fields FROM documents d CROSS JOIN tier_texts t"
        f" ON {TEXTS_OF_IT}"
        f" JOIN tier_fields f ON f.id = t.id WHERE d.id IN ({_marks(ids)}) AND {readable}"
        " ORDER BY t.id",
        [*ids, *values],
    ):
        # Whoever reads this text may: its audience is no longer of interest.
        found.setdefault(number, []).append(TierText(tier, json.loads(fields), frozenset()))
    return found


def _readable(readers: frozenset[str] | None) -> tuple[str, list[object]]:
    """Which rows of ``tier_texts t`` the readers may read; the matcher reads the tiers alone."""
    if readers is None:
        return f"t.tier IN ({_marks(TIERS)})", [*TIERS]
    return "t." + READABLE.format(marks=_marks(readers)), [*sorted(readers)]


def _phrase(clause: Clause) -> str:
    return f'{clause.scope} : "{" ".join(clause.words)}"'


def _marks(values: Iterable[object]) -> str:
    return ",".join("?" for _ in values)
