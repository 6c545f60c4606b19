"""One generation of the embedded index: SQLite FTS5 for words, its vectors mapped beside it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from search_index.contracts import Counts, Document, StoredVersion, TierText
from search_index.store import Encoder, Example, Meant, Plan, Retrieved, Typed
from search_index.tokens import Tokens

from . import reading, suggesting, writing
from .schema import TABLES, Database
from .snapshot import Snapshot
from .vectors import Matrix, path_beside

BATCH = 500


class EmbeddedVolume:
    """Documents in the SQLite file at ``path``; several threads and processes may use it at once.

    ``timeout`` is how many seconds a writer waits for another one.
    """

    def __init__(self, path: Path, encoder: Encoder, timeout: float) -> None:
        self._database = Database(path, timeout)
        self._encoder = encoder
        self._path = path
        self._lock = threading.Lock()
        self._snapshot = Snapshot()
        self._matrix = Matrix(path_beside(path), 0, encoder.dimension)

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
                path = path_beside(self._path)
                refused.extend(writing.store(database, path, entries, self._encoder))
        return refused

    def retrieve(self, plan: Plan) -> Retrieved:
        """One read transaction, and rights as they are in it."""
        with self._reading() as (database, snapshot, matrix):
            found = reading.find(database, snapshot, matrix, plan)
        counts = snapshot.count_facets(found.order) if plan.with_facets else {}
        candidates = reading.candidates(snapshot, plan, found)

        def texts(ids: Sequence[int]) -> Mapping[int, Sequence[TierText]]:
            # Rights as they are by then.
            with self._database.read() as database:
                return reading.texts_of(database, plan.readers, ids)

        return Retrieved(candidates, len(found.order), counts, texts)

    def example(self, number: int, readers: frozenset[str]) -> Example | None:
        """One read transaction."""
        with self._reading() as (database, _, matrix):
            found = reading.example(database, number, readers)
            if found is None:
                return None
            texts, row = found
            vector = None if row is None else matrix.row(row)
        return Example(texts, vector, self._encoder.version)

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
        return Counts(
            documents,
            sum(cut for *_, cut in rows),
            self._path.stat().st_size + _size(path_beside(self._path)),
        )

    @contextmanager
    def _reading(self) -> Iterator[tuple[sqlite3.Connection, Snapshot, Matrix]]:
        """A transaction with the snapshot and the vectors of its state."""
        while True:
            with self._database.read() as database:
                held = self._held(database)
                if held is not None:
                    yield (database, *held)
                    return
            # Another thread has read on: begin again where it is.

    def _held(self, database: sqlite3.Connection) -> tuple[Snapshot, Matrix] | None:
        """Snapshot and vectors as of the transaction, None where a later one is held already."""
        change, rows = writing.last_change(database)
        with self._lock:
            if self._snapshot.change < change:
                self._snapshot = self._snapshot.later(database, change)
                self._matrix = Matrix(path_beside(self._path), rows, self._encoder.dimension)
            if self._snapshot.change > change:
                return None
            return self._snapshot, self._matrix


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
