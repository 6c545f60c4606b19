"""What was typed, looked for in the embedded store, inside a transaction of the caller's."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence

from search_index.names import Asked, name_of
from search_index.store import Meant, Named, Typed

Rows = sqlite3.Cursor
# Names read of a question; the engine chooses among them.
READ = 100
# A typo spoils some grams: of those that are left the rarest tell most.
RAREST = 3
MAY_READ = "audience IN (SELECT audience FROM audience_tokens WHERE token IN ({marks}))"
MAY_FIND = "d.visible AND d." + MAY_READ
TITLES = (
    "SELECT d.id, d.kind, y.name, y.spoken FROM titles y"
    " CROSS JOIN tier_texts t ON t.id = y.rowid"
    " CROSS JOIN documents d ON d.position = t.position"
    f" WHERE y.titles MATCH ? AND {MAY_FIND} AND t.{MAY_READ} LIMIT {READ}"
)
USED = (
    "SELECT 1 FROM {table} l CROSS JOIN tier_texts t ON t.id = l.rowid"
    " CROSS JOIN documents d ON d.position = t.position"
    f" WHERE l.{{table}} MATCH ? AND {MAY_FIND} AND t.{MAY_READ} LIMIT 1"
)
# By any document of that name that the readers may find.
ORGANISATIONS = (
    "SELECT f.organisation, f.kind, y.name, y.spoken FROM organisations y"
    " CROSS JOIN documents f ON f.position = (SELECT d.position FROM documents d"
    f" WHERE d.named = y.rowid AND {MAY_FIND} LIMIT 1)"
    f" WHERE y.organisations MATCH ? LIMIT {READ}"
)


def meant(database: sqlite3.Connection, typed: Typed) -> Meant:
    """Titles, organisations and terms that were meant, of what the readers may find."""
    readers = sorted(typed.readers)

    def titles(match: str) -> Rows:
        return _asked(database, TITLES, readers, [match, *readers, *readers])

    def organisations(match: str) -> Rows:
        return _asked(database, ORGANISATIONS, readers, [*readers, match])

    return Meant(
        _names(titles, _matches(titles, typed.asked), typed.size),
        _names(organisations, _matches(organisations, typed.asked), typed.size),
        frozenset(term for term in typed.terms if _is_used(database, typed, term)),
    )


def _asked(
    database: sqlite3.Connection, question: str, readers: Sequence[str], values: Sequence[str]
) -> Rows:
    return database.execute(question.format(marks=_marks(readers)), values)


def _names(ask: Callable[[str], Rows], matches: Iterable[str], size: int) -> list[Named]:
    """From what has all that was typed to what has a little of it, until there are enough."""
    found: dict[int, Named] = {}
    for match in matches:
        for key, kind, shown, spoken in ask(match):
            found[key] = Named(shown, name_of(shown, spoken.split()), key, kind)
        if len(found) >= size:
            break
    return list(found.values())


def _matches(ask: Callable[[str], Rows], asked: Asked) -> Iterator[str]:
    for grams in (asked.written, asked.letters, asked.initials):
        if grams:
            yield _joined(grams, " AND ")
    left = _rarest(ask, asked.letters)
    if left:
        yield _joined(left, " OR ")


def _rarest(ask: Callable[[str], Rows], grams: Sequence[str]) -> list[str]:
    """By the names that the readers may find, up to READ of them: how rare a gram is among all would
    tell of names that are hidden."""
    counted = sorted((len(ask(_joined([gram], "")).fetchall()), gram) for gram in grams)
    return [gram for count, gram in counted if count][:RAREST]


def _is_used(database: sqlite3.Connection, typed: Typed, term: str) -> bool:
    readers, values = sorted(typed.readers), [f'words : "{term}"', *2 * sorted(typed.readers)]
    asked = (USED.format(table=table, marks="{marks}") for table in ("lexicon", "restricted"))
    return any(_asked(database, used, readers, values).fetchone() for used in asked)


def _joined(grams: Iterable[str], sign: str) -> str:
    return sign.join(f'"{gram}"' for gram in grams)


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" for _ in values)
