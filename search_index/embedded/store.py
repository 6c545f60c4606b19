"""The embedded store: SQLite FTS5 for words, numpy for vectors, one file."""

from __future__ import annotations

import secrets
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search_index.contracts import Document, IndexStatus, IndexUnavailable, StoredVersion
from search_index.store import Candidate, Encoder, Meant, Plan, Retrieved, Typed
from search_index.tokens import Tokens

from . import reading, suggesting, writing
from .schema import SCHEMA, Database
from .snapshot import Snapshot

REMEMBERED = 64
BATCH = 200


class EmbeddedStore:
    """Documents in the SQLite file at ``path``; several threads and processes may use it at once.

    ``timeout`` is how many seconds a writer waits for another one.
    """

    def __init__(self, path: Path, timeout: float) -> None:
        self._database = Database(path, timeout)
        self._path = path
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._allowed: OrderedDict[tuple[object, ...], NDArray[np.int64]] = OrderedDict()

    def prepare(self, encoder: Encoder) -> None:
        """Create the tables; remember the encoder and make it the one in use."""
        self._database.create()
        with self._database.write() as database:
            held = writing.read_meta(database)
            if held.get("schema", SCHEMA) != SCHEMA:
                raise IndexUnavailable(
                    f"the search file was written by another version of the program "
                    f"({held['schema']}, not {SCHEMA}): clear it and index everything again"
                )
            if (held.get("encoder"), held.get("dimension")) != (encoder.version, encoder.dimension):
                writing.put_meta(
                    database,
                    schema=SCHEMA,
                    encoder=encoder.version,
                    dimension=encoder.dimension,
                    change=held.get("change", 0),
                    epoch=secrets.token_hex(8),
                )

    def encoder(self) -> Encoder:
        """The encoder in use."""
        with self._database.read() as database:
            return _encoder(self._meta(database))

    def write(self, documents: Sequence[Document], *, wait: bool) -> Sequence[int]:
        """Store documents, some hundred a transaction. A commit is seen at once: no wait is needed.

        A vector of another encoder than the one in use is left out: vectors never mix.
        """
        encoder = self.encoder()
        refused: list[int] = []
        for start in range(0, len(documents), BATCH):
            # Tokens first: the segmenter must not hold up other writers.
            entries = [writing.entry(document, encoder) for document in documents[start:][:BATCH]]
            with self._database.write() as database:
                self._meta(database)
                refused.extend(writing.store(database, entries, encoder))
        return refused

    def retrieve(self, plan: Plan) -> Retrieved:
        """One read transaction: rights and visibility are conditions of its queries."""
        with self._database.read() as database:
            snapshot = self._current(database)
            near = self._near(database, snapshot, plan)
            if not (plan.tokens or plan.vector is not None):
                shared = reading.everything(self._positions(database, snapshot, plan))
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
            self._meta(database)
            return suggesting.meant(database, typed)

    def frequencies(self, tokens: Tokens) -> tuple[dict[str, int], dict[str, int]]:
        """From the vocabulary of the full-text table."""
        with self._database.read() as database:
            self._meta(database)
            return (
                reading.frequencies(database, "words", tokens.words),
                reading.frequencies(database, "chars", tokens.chars),
            )

    def versions(self, ids: Sequence[int]) -> Sequence[StoredVersion]:
        """Also of invisible documents."""
        with self._database.read() as database:
            self._meta(database)
            return reading.versions(database, ids)

    def status(self) -> IndexStatus:
        """Visible documents by kind."""
        with self._database.read() as database:
            meta = self._meta(database)
            rows = database.execute(
                "SELECT kind, count(*) FROM documents WHERE visible GROUP BY kind ORDER BY kind"
            ).fetchall()
        return IndexStatus("embedded", f"embedded-{SCHEMA}", str(meta["encoder"]), dict(rows))

    def clear(self) -> None:
        """Drop every table: the next prepare makes them anew, whatever made these."""
        if self._path.exists():
            with self._database.write() as database:
                writing.drop(database)

    def _meta(self, database: sqlite3.Connection) -> dict[str, Any]:
        meta = writing.read_meta(database)
        if meta.get("encoder") is None:
            raise IndexUnavailable("the search file is not prepared")
        return meta

    def _current(self, database: sqlite3.Connection) -> Snapshot:
        meta = self._meta(database)
        change, epoch = int(meta["change"]), str(meta["epoch"])
        with self._lock:
            if self._snapshot is None or self._snapshot.epoch != epoch:
                self._snapshot = Snapshot(_encoder(meta), epoch)
                self._allowed.clear()
            # Another thread's later state will do: rights come from this transaction.
            if self._snapshot.change < change:
                self._snapshot.refresh(database, change)
            return self._snapshot

    def _near(
        self, database: sqlite3.Connection, snapshot: Snapshot, plan: Plan
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        if plan.vector is None or plan.newest_first:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        allowed = self._positions(database, snapshot, plan)
        matrix = snapshot.full if plan.readers is None else snapshot.public
        return matrix.nearest(plan.vector, allowed, plan.neighbours, plan.floor)

    def _positions(
        self, database: sqlite3.Connection, snapshot: Snapshot, plan: Plan
    ) -> NDArray[np.int64]:
        """The positions the plan's rights and filters allow, remembered until the next change."""
        change = self._meta(database)["change"]
        filters = tuple(sorted((name, values) for name, values in plan.filters.items()))
        key = (snapshot.epoch, change, plan.readers, plan.kinds, plan.exclude_organisation, filters)
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


def _encoder(meta: dict[str, Any]) -> Encoder:
    return Encoder(str(meta["encoder"]), int(meta["dimension"]))
