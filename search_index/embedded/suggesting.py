"""What was typed, looked for in the embedded store, inside a transaction of the caller's."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from search_index.names import Asked, name_of
from search_index.store import Meant, Named, Typed

# Names read of a question; the engine chooses among them.
READ = 100
# A typo spoils some grams: of those that are left the rarest tell most.
RAREST = 3
MAY_FIND = (
    "d.visible"
    " AND d.audience IN (SELECT audience FROM audience_tokens WHERE token IN ({marks}))"
    " AND t.audience IN (SELECT audience FROM audience_tokens WHERE token IN ({marks}))"
)


def meant(database: sqlite3.Connection, typed: Typed) -> Meant:
    """Titles, organisations and terms that were meant, of what the readers may find."""
    return Meant(
        _names(database, typed, "d.id", "t.tier != 'names'"),
        _names(database, typed, "d.organisation", "t.tier = 'names'"),
        frozenset(term for term in typed.terms if _is_used(database, typed, term)),
    )


def _names(database: sqlite3.Connection, typed: Typed, number: str, part: str) -> list[Named]:
    """From what has all that was typed to what has a little of it, until there are enough."""
    found: dict[int, Named] = {}
    readers = sorted(typed.readers)
    may_find = MAY_FIND.format(marks=",".join("?" for _ in readers))
    for match in _matches(database, typed.asked):
        rows = database.execute(
            f"SELECT DISTINCT {number}, d.kind, y.name, y.spoken FROM typed y"  # noqa: S608
            " CROSS JOIN tier_texts t ON t.id = y.rowid"
            " CROSS JOIN documents d ON d.position = t.position"
            f" WHERE y.typed MATCH ? AND {may_find} AND {part} LIMIT {READ}",
            [match, *readers, *readers],
        )
        for key, kind, shown, spoken in rows:
            found[key] = Named(shown, name_of(shown, spoken.split()), key, kind)
        if len(found) >= typed.size:
            break
    return list(found.values())


def _matches(database: sqlite3.Connection, asked: Asked) -> Iterator[str]:
    for grams in (asked.written, asked.letters, asked.initials):
        if grams:
            yield _joined(grams, " AND ")
    marks = ",".join("?" for _ in asked.letters)
    left = database.execute(
        f"SELECT term FROM grams WHERE term IN ({marks}) ORDER BY doc LIMIT {RAREST}",  # noqa: S608
        [*asked.letters],
    ).fetchall()
    if left:
        yield _joined((term for (term,) in left), " OR ")


def _is_used(database: sqlite3.Connection, typed: Typed, term: str) -> bool:
    readers = sorted(typed.readers)
    may_find = MAY_FIND.format(marks=",".join("?" for _ in readers))
    row = database.execute(
        "SELECT 1 FROM lexicon l"  # noqa: S608
        " CROSS JOIN tier_texts t ON t.id = l.rowid"
        " CROSS JOIN documents d ON d.position = t.position"
        f" WHERE l.lexicon MATCH ? AND {may_find} LIMIT 1",
        [f'words : "{term}"', *readers, *readers],
    ).fetchone()
    return row is not None


def _joined(grams: Iterable[str], sign: str) -> str:
    return sign.join(f'"{gram}"' for gram in grams)
