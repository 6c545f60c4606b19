"""What the embedded store knows of its documents in memory: arrays by position, as of one change.

A snapshot never changes: what was written since makes a new one. So a search reads rights and words
of one and the same state, whatever other threads do.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search_index.contracts import FACETS, TIERS
from search_index.store import FACET_VALUES, PARTS, Plan

Positions = NDArray[np.int64]
# What is held of each document; absent rows and facets are -1.
COLUMNS: dict[str, tuple[Any, int]] = {
    "ids": (np.int64, -1),
    "published": (np.float64, 0),
    "kinds": (np.int8, -1),
    "visible": (np.bool_, 0),
    "organisations": (np.int64, -1),
    "audiences": (np.int32, -1),
    "public": (np.int32, -1),
    "full": (np.int32, -1),
}
DOCUMENTS = (
    "SELECT d.position, d.id, d.published, d.kind, d.visible, d.organisation, d.audience,"
    " v.public, v.full, d.facets FROM documents d LEFT JOIN vectors v USING (position)"
    " WHERE d.change > ?"
)
# The texts of documents d: their numbers are the document's position times the parts, and the part.
TEXTS_OF_IT = (
    f"t.id BETWEEN d.position * {len(PARTS)} AND d.position * {len(PARTS)} + {len(PARTS) - 1}"
)
TEXTS = (
    "SELECT t.id, t.audience FROM documents d CROSS JOIN tier_texts t"
    f" ON {TEXTS_OF_IT} WHERE d.change > ?"
)


class Snapshot:
    """The state as of ``change``; the arrays have a row a position, ``parts`` a column a part."""

    def __init__(self) -> None:
        self.change = 0
        self.columns = {
            name: np.full(0, absent, dtype=kind) for name, (kind, absent) in COLUMNS.items()
        }
        self.parts = np.full((0, len(PARTS)), -1, dtype=np.int32)
        self._codes = np.full((0, 8), -1, dtype=np.int32)
        # Shared with later snapshots: a value keeps its code.
        self._vocabulary: dict[tuple[str, str], int] = {}
        self._kinds: dict[str, int] = {}

    def later(self, database: sqlite3.Connection, change: int) -> Snapshot:
        """The state as of ``change``, which is the database's."""
        rows = database.execute(DOCUMENTS, (self.change,)).fetchall()
        found = Snapshot()
        found.change, found._vocabulary, found._kinds = change, self._vocabulary, self._kinds
        size = max([len(self.parts), *(row[0] + 1 for row in rows)])
        found.columns = {
            name: _grown(array, size, COLUMNS[name][1]) for name, array in self.columns.items()
        }
        found.parts = _grown(self.parts, size, -1)
        facets = [self._encoded(json.loads(row[-1])) for row in rows]
        found._codes = _grown(_wider(self._codes, max(map(len, facets), default=0)), size, -1)
        found._take(rows, facets)
        for number, audience in database.execute(TEXTS, (self.change,)):
            found.parts[divmod(number, len(PARTS))] = audience
        return found

    def allowed(self, plan: Plan, readable: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """By position, whether the plan lets the document through; phrases apart.

        ``readable`` says of each set of audience tokens whether the plan's readers are among them.
        """
        held = self.columns
        kinds = [self._kinds[kind] for kind in plan.kinds if kind in self._kinds]
        allowed: NDArray[np.bool_] = held["visible"] & np.isin(held["kinds"], kinds)
        if plan.readers is not None:
            allowed &= readable[held["audiences"]]
        for name, wanted in plan.filters.items():
            codes = [
                code
                for value in wanted
                if (code := self._vocabulary.get((name, value))) is not None
            ]
            allowed &= np.isin(self._codes, codes).any(axis=1)
        if plan.exclude_organisation is not None:
            allowed &= held["organisations"] != plan.exclude_organisation
        if plan.exclude_id is not None:
            allowed &= held["ids"] != plan.exclude_id
        if plan.only_id is not None:
            allowed &= held["ids"] == plan.only_id
        return allowed

    def may_read(
        self, plan: Plan, texts: NDArray[np.int64], readable: NDArray[np.bool_]
    ) -> NDArray[np.bool_]:
        """Which rows of the full-text tables the plan's readers may read."""
        if plan.readers is None:
            return texts % len(PARTS) < len(TIERS)
        return readable[self.parts.reshape(-1)[texts]]

    def kinds(self, positions: Sequence[int]) -> list[str]:
        """The kind of each document at ``positions``."""
        names = list(self._kinds)
        return [names[code] for code in self.columns["kinds"][list(positions)].tolist()]

    def languages(self, positions: Sequence[int]) -> list[str]:
        """What each document at ``positions`` says of its language."""
        vocabulary = list(self._vocabulary.items())
        spoken = {code: value for (name, value), code in vocabulary if name == "language"}
        rows = self._codes[list(positions)].tolist()
        return [next((spoken[code] for code in row if code in spoken), "") for row in rows]

    def count_facets(self, positions: Positions) -> dict[str, dict[str, int]]:
        """How often each facet value occurs at ``positions``, commonest first."""
        codes = self._codes[positions].ravel()
        counts = np.bincount(codes[codes >= 0], minlength=len(self._vocabulary)).tolist()
        by_name: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
        for (name, value), code in list(self._vocabulary.items()):
            if code < len(counts) and counts[code]:
                by_name[name][value] = counts[code]
        return {
            name: dict(sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:FACET_VALUES])
            for name, counter in by_name.items()
        }

    def _take(self, rows: list[tuple[Any, ...]], facets: list[list[int]]) -> None:
        """Put rows of DOCUMENTS in their places."""
        for (
            position,
            number,
            published,
            kind,
            visible,
            owner,
            audience,
            *vectors,
            _,
        ), codes in zip(rows, facets, strict=True):
            public, full = (-1 if row is None else row for row in vectors)
            date = -np.inf if published is None else published
            code = self._kinds.setdefault(kind, len(self._kinds))
            values = (number, date, code, visible, owner, audience, public, full)
            for name, value in zip(COLUMNS, values, strict=True):
                self.columns[name][position] = value
            self.parts[position] = -1
            self._codes[position] = -1
            self._codes[position, : len(codes)] = codes

    def _encoded(self, facets: dict[str, list[str]]) -> list[int]:
        pairs = ((name, value) for name, values in facets.items() for value in values)
        return [self._vocabulary.setdefault(pair, len(self._vocabulary)) for pair in pairs]


def readable_sets(database: sqlite3.Connection, readers: Iterable[str] | None) -> NDArray[np.bool_]:
    """By number of a set of audience tokens, whether one of ``readers`` is in it; the last, which
    stands for no set at all, is never readable."""
    (last,) = database.execute("SELECT coalesce(max(id), 0) FROM audiences").fetchone()
    found = np.zeros(last + 2, dtype=np.bool_)
    tokens = sorted(readers or ())
    marks = ",".join("?" for _ in tokens)
    rows = database.execute(
        f"SELECT audience FROM audience_tokens WHERE token IN ({marks})",
        tokens,
    )
    found[[row[0] for row in rows]] = True
    return found


def _grown(array: NDArray[Any], size: int, absent: int) -> NDArray[Any]:
    """A copy with ``size`` rows, new ones absent."""
    new = np.full((size - len(array), *array.shape[1:]), absent, dtype=array.dtype)
    return np.concatenate([array, new])


def _wider(codes: NDArray[np.int32], width: int) -> NDArray[np.int32]:
    missing = width - codes.shape[1]
    return np.pad(codes, ((0, 0), (0, missing)), constant_values=-1) if missing > 0 else codes
