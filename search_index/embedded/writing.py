"""Writes of the embedded store, inside a transaction of the caller's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search_index.checks import unit
from search_index.contracts import Document, TierText, Vector
from search_index.names import Name, name_grams
from search_index.normalise import clean
from search_index.store import (
    PARTS,
    SCOPES,
    Encoder,
    document_facets,
    document_parts,
    document_sequences,
    document_tokens,
    is_restricted,
    suggested_name,
)
from search_index.tokens import Tokens

from .vectors import append


@dataclass(frozen=True, slots=True)
class Part:
    """One of PARTS with all that it is found by."""

    text: TierText
    tokens: Tokens
    sequences: dict[str, str]
    suggested: tuple[str, Name] | None
    restricted: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A document made ready outside the transaction."""

    document: Document
    parts: Sequence[Part]
    facets: dict[str, list[str]]
    public: NDArray[np.float32] | None
    full: NDArray[np.float32] | None


def entry(document: Document, encoder: Encoder) -> Entry:
    """Tokens, facets and vectors of ``document`` as they will be stored."""
    return Entry(
        document,
        [
            Part(
                text,
                document_tokens(text),
                document_sequences(text),
                suggested_name(text),
                is_restricted(document, text),
            )
            for text in document_parts(document)
        ],
        document_facets(document),
        _held(document.public_vector, encoder),
        _held(document.full_vector, encoder),
    )


def store(
    database: sqlite3.Connection, vectors: Path, entries: Sequence[Entry], encoder: Encoder
) -> list[int]:
    """Write the entries that are not older than what is held; return the ids refused."""
    database.execute("UPDATE changes SET last = last + 1")
    change, row = last_change(database)
    refused = []
    rows: list[NDArray[np.float32]] = []
    for item in entries:
        held = database.execute(
            "SELECT position, version FROM documents WHERE id = ?", (item.document.id,)
        ).fetchone()
        if held is not None and held[1] > item.document.version:
            refused.append(item.document.id)
            continue
        if held is not None:
            _remove_texts(database, held[0])
        position = _put_document(database, item, held[0] if held else None, change)
        _put_texts(database, item, position)
        places: list[int | None] = []
        for vector in (item.public, item.full):
            # Where all is public one vector serves both searches.
            if vector is not None and not (rows and np.array_equal(vector, rows[-1])):
                rows.append(vector)
            places.append(None if vector is None else row + len(rows) - 1)
        database.execute(
            "INSERT OR REPLACE INTO vectors (position, encoder, public, full) VALUES (?, ?, ?, ?)",
            (position, encoder.version, *places),
        )
    if rows:
        # Before the commit that points to them; were it to fail, they are written over.
        append(vectors, row, np.stack(rows))
        database.execute("UPDATE changes SET vectors = ?", (row + len(rows),))
    return refused


def last_change(database: sqlite3.Connection) -> tuple[int, int]:
    """The number of the file's last change, and how many rows of vectors it has."""
    last, rows = database.execute("SELECT last, vectors FROM changes").fetchone()
    return int(last), int(rows)


def _put_document(
    database: sqlite3.Connection, item: Entry, position: int | None, change: int
) -> int:
    document = item.document
    published = document.published_at.timestamp() if document.published_at else None
    cursor = database.execute(
        "INSERT OR REPLACE INTO documents (position, id, kind, version, visible, organisation,"
        " named, audience, published, facets, cut, change)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            position,
            document.id,
            document.kind,
            document.version,
            document.visible,
            document.organisation,
            _named(database, item),
            _audience(database, document.audience),
            published,
            json.dumps(item.facets, ensure_ascii=False),
            document.cut,
            change,
        ),
    )
    return int(cursor.lastrowid or 0)


def _remove_texts(database: sqlite3.Connection, position: int) -> None:
    numbers = [(_number(position, tier),) for tier in PARTS]
    for table in ("lexicon", "restricted", "phrases", "titles", "tier_texts", "tier_fields"):
        database.executemany(f"DELETE FROM {table} WHERE rowid = ?", numbers)


def _number(position: int, tier: str) -> int:
    """The row of a part in the tables of texts."""
    return position * len(PARTS) + PARTS.index(tier)


def _put_texts(database: sqlite3.Connection, item: Entry, position: int) -> None:
    for part in item.parts:
        text = part.text
        number = _number(position, text.tier)
        database.execute(
            "INSERT INTO tier_texts (id, position, tier, audience) VALUES (?, ?, ?, ?)",
            (number, position, text.tier, _audience(database, text.audience)),
        )
        database.execute(
            "INSERT INTO tier_fields (id, fields) VALUES (?, ?)", (number, _fields(text))
        )
        table = "restricted" if part.restricted else "lexicon"
        database.execute(
            f"INSERT INTO {table} (rowid, words, chars) VALUES (?, ?, ?)",
            (number, " ".join(part.tokens.words), " ".join(part.tokens.chars)),
        )
        database.execute(
            f"INSERT INTO phrases (rowid, {', '.join(SCOPES)}) VALUES (?, ?, ?, ?, ?)",
            (number, *(part.sequences.get(scope, "") for scope in SCOPES)),
        )
        if part.suggested and text.tier != "names":
            _put_name(database, "titles", number, *part.suggested)


def _named(database: sqlite3.Connection, item: Entry) -> int | None:
    """The number of what the document calls its organisation, given at its first use."""
    names = (part.suggested for part in item.parts if part.text.tier == "names")
    suggested = next(names, None)
    if suggested is None:
        return None
    key = (item.document.organisation, clean(suggested[0]))
    found = "SELECT id FROM names WHERE organisation = ? AND name = ?"
    row = database.execute(found, key).fetchone()
    if row is not None:
        return int(row[0])
    cursor = database.execute("INSERT INTO names (organisation, name) VALUES (?, ?)", key)
    number = int(cursor.lastrowid or 0)
    _put_name(database, "organisations", number, *suggested)
    return number


def _put_name(
    database: sqlite3.Connection, table: str, number: int, shown: str, name: Name
) -> None:
    database.execute(
        f"INSERT INTO {table} (rowid, grams, name, spoken) VALUES (?, ?, ?, ?)",
        (number, " ".join(name_grams(name)), clean(shown), " ".join(name.spoken)),
    )


def _audience(database: sqlite3.Connection, tokens: frozenset[str]) -> int:
    """The number of this set of tokens, given at its first use."""
    key = json.dumps(sorted(tokens), ensure_ascii=False)
    row = database.execute("SELECT id FROM audiences WHERE tokens = ?", (key,)).fetchone()
    if row is not None:
        return int(row[0])
    number = int(
        database.execute("INSERT INTO audiences (tokens) VALUES (?)", (key,)).lastrowid or 0
    )
    database.executemany(
        "INSERT INTO audience_tokens (token, audience) VALUES (?, ?)",
        [(token, number) for token in tokens],
    )
    return number


def _fields(text: TierText) -> str:
    fields = {name: clean(value) for name, value in text.fields.items()}
    return json.dumps(fields, ensure_ascii=False)


def _held(vector: Vector | None, encoder: Encoder) -> NDArray[np.float32] | None:
    if vector is None or vector.encoder_version != encoder.version:
        return None
    return unit(vector)
