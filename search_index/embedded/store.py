"""One generation of the embedded index: SQLite FTS5 for words, numpy for vectors, one file."""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search_index.contracts import Counts, Document, StoredVersion
from search_index.store import Candidate, Encoder, Meant, Plan, Retrieved, Typed
from search_index.tokens import Tokens

from . import reading, suggesting, writing
from .schema import TABLES, Database
from .snapshot import Snapshot

REMEMBERED = 64
BATCH = 200


class EmbeddedVolume:
    """Documents in the SQLite file at ``path``; several threads and processes may use it at once.

    ``timeout`` is how many seconds a writer waits for another one.
    """

    def __init__(self, path: Path, encoder: Encoder, timeout: float) -> None:
        self._database = Database(path, timeout)
        self._encoder = encoder
        self._path = path
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._allowed: OrderedDict[tuple[object, ...], NDArray[np.int64]] = OrderedDict()

    @staticmethod
    def create(path: Path, timeout: float) -> None:
        """Create the file with its tables."""
        Database(path, timeout).create(TABLES)

    def write(self, documents: Sequence[Document], *, wait: bool) -> Sequence[int]:
        """Store documents, some hundred a transaction. A commit is seen at once: no wait is needed.

        A vector of another encoder than the generation's is left out: vectors never mix.
        """
        refused: list[int] = []
        for start in range(0, len(documents), BATCH):
            # Tokens first: the segmenter must not hold up other writers.
            entries = [
                writing.entry(document, self._encoder) for document in documents[start:][:BATCH]
            ]
            with self._database.write() as database:
                refused.extend(writing.store(database, entries, self._encoder))
        return refused

    def retrieve(self, plan: Plan) -> Retrieved:
        """One read transaction: rights and visibility are conditions of its queries."""
        with self._database.read() as database:
            snapshot = self._current(database)
            near = self._near(database, snapshot, plan)
            if not (plan.tokens or plan.vector is not None):
                shared = reading.everything(self._positions(database, plan))
            else:
                shared = reading.sharing_tokens(database, plan)
            found = reading.Found.of(snapshot, plan, near, shared)
            page = found.order[plan.start : plan.start + plan.size]
            candidates: list[Candidate] = reading.candidates(database, plan, found, page)
        counts = snapshot.count_facets(found.order.tolist()) if plan.with_facets else {}
        return Retrieved(candidates, len(found.order), counts)

    def meant(self, typed: Typed) -> Meant:
        """One read transaction."""
        with self._database.read() as database:
            return suggesting.meant(database, typed)

    def frequencies(self, tokens: Tokens) -> tuple[dict[str, int], dict[str, int]]:
        """From the vocabulary of the full-text table."""
        with self._database.read() as database:
            return (
                reading.frequencies(database, "words", tokens.words),
                reading.frequencies(database, "chars", tokens.chars),
            )

    def versions(self, ids: Sequence[int]) -> Sequence[StoredVersion]:
        """Also of invisible documents."""
        with self._database.read() as database:
            return reading.versions(database, ids)

    def scan(self, after: int, size: int) -> Sequence[StoredVersion]:
        """In the order of ids."""
        with self._database.read() as database:
            return reading.scan(database, after, size)

    def counts(self) -> Counts:
        """By kind, and the bytes of the file."""
        with self._database.read() as database:
            rows = database.execute(
                "SELECT kind, count(*), sum(cut) FROM documents WHERE visible"
                " GROUP BY kind ORDER BY kind"
            ).fetchall()
        documents = {kind: count for kind, count, _cut in rows}
        return Counts(documents, sum(cut for *_, cut in rows), self._path.stat().st_size)

    def _current(self, database: sqlite3.Connection) -> Snapshot:
        change = writing.last_change(database)
        with self._lock:
            if self._snapshot is None:
                self._snapshot = Snapshot(self._encoder)
            # Another thread's later state will do: rights come from this transaction.
            if self._snapshot.change < change:
                self._snapshot.refresh(database, change)
            return self._snapshot

    def _near(
        self, database: sqlite3.Connection, snapshot: Snapshot, plan: Plan
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        if plan.vector is None or plan.newest_first:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        allowed = self._positions(database, plan)
        matrix = snapshot.full if plan.readers is None else snapshot.public
        return matrix.nearest(plan.vector, allowed, plan.neighbours, plan.floor)

    def _positions(self, database: sqlite3.Connection, plan: Plan) -> NDArray[np.int64]:
        """The positions the plan's rights and filters allow, remembered until the next change."""
        change = writing.last_change(database)
        filters = tuple(sorted((name, values) for name, values in plan.filters.items()))
        key = (change, plan.readers, plan.kinds, plan.exclude_organisation, filters)
        with self._lock:
            if key in self._allowed:
                self._allowed.move_to_end(key)
                return self._allowed[key]
        allowed = reading.allowed(database, plan)
        with self._lock:
            self._allowed[key] = allowed
            while len(self._allowed) > REMEMBERED:
                self._allowed.popitem(last=False)
        return allowed
