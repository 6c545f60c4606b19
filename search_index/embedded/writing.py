"""Writes of the embedded store, inside a transaction of the caller's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

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
    suggested_name,
)
from search_index.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Part:
    """One of PARTS with all that it is found by."""

    text: TierText
    tokens: Tokens
    sequences: dict[str, str]
    suggested: tuple[str, Name] | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A document made ready outside the transaction."""

    document: Document
    parts: Sequence[Part]
    facets: dict[str, list[str]]
    public: bytes | None
    full: bytes | None


def entry(document: Document, encoder: Encoder) -> Entry:
    """Tokens, facets and vectors of ``document`` as they will be stored."""
    return Entry(
        document,
        [
            Part(text, document_tokens(text), document_sequences(text), suggested_name(text))
            for text in document_parts(document)
        ],
        document_facets(document),
        _blob(document.public_vector, encoder),
        _blob(document.full_vector, encoder),
    )


def store(database: sqlite3.Connection, entries: Sequence[Entry], encoder: Encoder) -> list[int]:
    """Write the entries that are not older than what is held; return the ids refused."""
    database.execute("UPDATE changes SET last = last + 1")
    change = last_change(database)
    refused = []
    for item in entries:
        row = database.execute(
            "SELECT position, version FROM documents WHERE id = ?", (item.document.id,)
        ).fetchone()
        if row is not None and row[1] > item.document.version:
            refused.append(item.document.id)
            continue
        position = _put_document(database, item, row[0] if row else None, change)
        _put_texts(database, item, position)
        _put_facets(database, item, position)
        database.execute(
            "INSERT OR REPLACE INTO vectors (position, encoder, public, full) VALUES (?, ?, ?, ?)",
            (position, encoder.version, item.public, item.full),
        )
    return refused


def last_change(database: sqlite3.Connection) -> int:
    """The number of the file's last change."""
    (found,) = database.execute("SELECT last FROM changes").fetchone()
    return int(found)


def _put_document(
    database: sqlite3.Connection, item: Entry, position: int | None, change: int
) -> int:
    document = item.document
    published = document.published_at.timestamp() if document.published_at else None
    cursor = database.execute(
        "INSERT OR REPLACE INTO documents (position, id, kind, version, visible, organisation,"
        " audience, published, facets, cut, change) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            position,
            document.id,
            document.kind,
            document.version,
            document.visible,
            document.organisation,
            _audience(database, document.audience),
            published,
            json.dumps(item.facets, ensure_ascii=False),
            document.cut,
            change,
        ),
    )
    return int(cursor.lastrowid or 0)


def _put_texts(database: sqlite3.Connection, item: Entry, position: int) -> None:
    numbers = [position * len(PARTS) + index for index in range(len(PARTS))]
    for number in numbers:
        for table in ("lexicon", "phrases", "typed"):
            database.execute(f"DELETE FROM {table} WHERE rowid = ?", (number,))  # noqa: S608
        database.execute("DELETE FROM tier_texts WHERE id = ?", (number,))
        database.execute("DELETE FROM tier_fields WHERE id = ?", (number,))
    for part in item.parts:
        text = part.text
        number = numbers[PARTS.index(text.tier)]
        database.execute(
            "INSERT INTO tier_texts (id, position, tier, audience) VALUES (?, ?, ?, ?)",
            (number, position, text.tier, _audience(database, text.audience)),
        )
        database.execute(
            "INSERT INTO tier_fields (id, fields) VALUES (?, ?)", (number, _fields(text))
        )
        database.execute(
            "INSERT INTO lexicon (rowid, words, chars) VALUES (?, ?, ?)",
            (number, " ".join(part.tokens.words), " ".join(part.tokens.chars)),
        )
        database.execute(
            f"INSERT INTO phrases (rowid, {', '.join(SCOPES)}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608
            (number, *(part.sequences.get(scope, "") for scope in SCOPES)),
        )
        if part.suggested:
            shown, name = part.suggested
            database.execute(
                "INSERT INTO typed (rowid, grams, name, spoken) VALUES (?, ?, ?, ?)",
                (number, " ".join(name_grams(name)), clean(shown), " ".join(name.spoken)),
            )


def _put_facets(database: sqlite3.Connection, item: Entry, position: int) -> None:
    database.execute("DELETE FROM facets WHERE position = ?", (position,))
    database.executemany(
        "INSERT INTO facets (name, value, position) VALUES (?, ?, ?)",
        [(name, value, position) for name, values in item.facets.items() for value in values],
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


def _blob(vector: Vector | None, encoder: Encoder) -> bytes | None:
    if vector is None or vector.encoder_version != encoder.version:
        return None
    return unit(vector).tobytes()
