"""The SQLite files of the embedded index, and connections to them."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from search_index.contracts import IndexUnavailable
from search_index.tokens import VERSION

# The first number is raised with every change of the tables.
SCHEMA = f"6.{VERSION}"

# Read through the system's page cache, which all processes share.
MAPPED = 2**31

GENERATIONS = """
-- Each role is had once; numbers are given once, so that no file's name returns.
CREATE TABLE IF NOT EXISTS generations (
    role TEXT PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    schema TEXT NOT NULL,
    encoder TEXT NOT NULL,
    dimension INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS numbers (last INTEGER NOT NULL);
INSERT INTO numbers SELECT 0 WHERE NOT EXISTS (SELECT 1 FROM numbers);
"""

TABLES = """
-- The number of the last change: what is kept in memory is refreshed from there. And how many rows
-- of vectors there are.
CREATE TABLE IF NOT EXISTS changes (last INTEGER NOT NULL, vectors INTEGER NOT NULL);
INSERT INTO changes SELECT 0, 0 WHERE NOT EXISTS (SELECT 1 FROM changes);

-- One row a document, never deleted: positions number the rows of what is held in memory.
CREATE TABLE IF NOT EXISTS documents (
    position INTEGER PRIMARY KEY,
    id INTEGER NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    visible INTEGER NOT NULL,
    organisation INTEGER NOT NULL,
    named INTEGER,
    audience INTEGER NOT NULL,
    published REAL,
    facets TEXT NOT NULL,
    cut INTEGER NOT NULL,
    change INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS documents_change ON documents (change);
CREATE INDEX IF NOT EXISTS documents_named ON documents (named);

-- What documents call their organisation, each name once: few names serve many documents.
CREATE TABLE IF NOT EXISTS names (
    id INTEGER PRIMARY KEY, organisation INTEGER NOT NULL, name TEXT NOT NULL,
    UNIQUE (organisation, name)
);

-- Sets of audience tokens, each once: few sets serve many documents.
CREATE TABLE IF NOT EXISTS audiences (id INTEGER PRIMARY KEY, tokens TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS audience_tokens (
    token TEXT NOT NULL, audience INTEGER NOT NULL, PRIMARY KEY (token, audience)
) WITHOUT ROWID;

-- A tier's text is a row of its own, so that hidden words neither match nor score.
CREATE TABLE IF NOT EXISTS tier_texts (
    id INTEGER PRIMARY KEY,
    position INTEGER NOT NULL,
    tier TEXT NOT NULL,
    audience INTEGER NOT NULL
);
-- Apart, so that the rows each match is joined with stay small.
CREATE TABLE IF NOT EXISTS tier_fields (id INTEGER PRIMARY KEY, fields TEXT NOT NULL);
-- Our tokens hold these signs of ASCII; all that is not ASCII belongs to a token anyway.
CREATE VIRTUAL TABLE IF NOT EXISTS lexicon USING fts5 (
    words, chars, tokenize = "ascii tokenchars './+%_'"
);
-- What not everyone may read, apart: bm25() counts how rare a word is in all rows of its table.
CREATE VIRTUAL TABLE IF NOT EXISTS restricted USING fts5 (
    words, chars, detail = column, tokenize = "ascii tokenchars './+%_'"
);
-- What stands in which order, for exact phrases: apart, so that it does not weigh in the ranking.
CREATE VIRTUAL TABLE IF NOT EXISTS phrases USING fts5 (
    text, title, organisation, field, tokenize = "ascii tokenchars './+%_'"
);
-- Titles and organisations' names by their grams, for suggestions.
CREATE VIRTUAL TABLE IF NOT EXISTS titles USING fts5 (
    grams, name UNINDEXED, spoken UNINDEXED, detail = none, tokenize = "ascii tokenchars './+%_'"
);
CREATE VIRTUAL TABLE IF NOT EXISTS organisations USING fts5 (
    grams, name UNINDEXED, spoken UNINDEXED, detail = none, tokenize = "ascii tokenchars './+%_'"
);
CREATE VIRTUAL TABLE IF NOT EXISTS vocabulary USING fts5vocab (lexicon, col);

-- Rows of the file beside this one.
CREATE TABLE IF NOT EXISTS vectors (
    position INTEGER PRIMARY KEY, encoder TEXT NOT NULL, public INTEGER, full INTEGER
);
"""


class Database:
    """Connections to one file: one for each thread, none carried over a fork."""

    def __init__(self, path: Path, timeout: float) -> None:
        self._path = path
        self._timeout = timeout
        self._local = threading.local()

    def create(self, tables: str) -> None:
        """Create the file and what it lacks of ``tables``."""
        with reported():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch()
            connection = self._connection()
            connection.execute("PRAGMA journal_mode = WAL")
            with self.write() as database:
                for statement in tables.split(";\n"):
                    database.execute(statement)

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A transaction that sees one state throughout."""
        yield from self._transaction("BEGIN")

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A transaction that alone writes; undone by an error."""
        yield from self._transaction("BEGIN IMMEDIATE")

    def _transaction(self, begin: str) -> Iterator[sqlite3.Connection]:
        with reported():
            connection = self._connection()
            connection.execute(begin)
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def _connection(self) -> sqlite3.Connection:
        held: tuple[int, sqlite3.Connection] | None = getattr(self._local, "held", None)
        # A connection of the parent process must not be used by its child.
        if held is None or held[0] != os.getpid():
            # Never creating it: a file that was removed must not come back empty.
            connection = sqlite3.connect(
                f"{self._path.resolve().as_uri()}?mode=rw",
                uri=True,
                timeout=self._timeout,
                isolation_level=None,
            )
            connection.execute(f"PRAGMA mmap_size = {MAPPED}")
            connection.execute("PRAGMA wal_autocheckpoint = 16384")
            # WAL keeps the file whole at this level; repair finds what a power cut took.
            connection.execute("PRAGMA synchronous = NORMAL")
            held = (os.getpid(), connection)
            self._local.held = held
        return held[1]


@contextmanager
def reported() -> Iterator[None]:
    """SQLite's and the file system's failures as IndexUnavailable."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise IndexUnavailable(f"the search file cannot be used: {error}") from error
