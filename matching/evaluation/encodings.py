"""Encodings kept between runs, so that who repeats an evaluation does not encode a corpus twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from matching.contracts import Encoding, MatchingError, Profile
from matching.encoding import ListingEncoder, pack_encoding, unpack_encoding
from matching.kinds import seeks
from matching.passages import content_hash

# What a run that is stopped loses at most; large enough to fill the encoder's passes.
_LISTINGS_PER_BATCH = 512

# Role of the text (a need is encoded as a query) and content hash.
_Key = tuple[bool, str]


class EncodingStore:
    """One SQLite file for each encoder version in ``folder``; in memory where there is none."""

    def __init__(self, encoder: ListingEncoder, folder: Path | None) -> None:
        self._encoder = encoder
        self._path = ":memory:"
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self._path = str(folder / f"{encoder.version}.sqlite")

    def encoded(
        self, profiles: Sequence[Profile], progress: Callable[[int, int], None]
    ) -> list[Profile]:
        """The profiles with their encodings; those of the same texts share one.

        ``progress`` is told how many contents are done, of how many. Raises MatchingError for a
        file that is none of ours.
        """
        contents = {_key(profile): profile for profile in profiles}
        try:
            with closing(sqlite3.connect(self._path)) as kept:
                kept.execute(
                    "CREATE TABLE IF NOT EXISTS encodings "
                    "(is_need, hash, packed, PRIMARY KEY (is_need, hash))"
                )
                found = {key: e for key in contents if (e := _read(kept, key)) is not None}
                missing = [key for key in contents if key not in found]
                progress(len(found), len(contents))
                for at in range(0, len(missing), _LISTINGS_PER_BATCH):
                    batch = missing[at : at + _LISTINGS_PER_BATCH]
                    found |= self._encode(kept, {key: contents[key] for key in batch})
                    progress(len(found), len(contents))
        except sqlite3.DatabaseError as error:
            raise MatchingError(
                f"{self._path} does not hold encodings ({error}): delete it or name another folder"
            ) from error
        return [replace(p, encoding=found[_key(p)]) for p in profiles]

    def _encode(
        self, kept: sqlite3.Connection, contents: dict[_Key, Profile]
    ) -> dict[_Key, Encoding]:
        profiles = list(contents.values())
        made = self._encoder.encode([p.texts for p in profiles], [p.kind for p in profiles])
        found = dict(zip(contents, made, strict=True))
        rows = [(*key, pack_encoding(encoding)) for key, encoding in found.items()]
        with kept:
            kept.executemany("INSERT OR REPLACE INTO encodings VALUES (?, ?, ?)", rows)
        return found


def _key(profile: Profile) -> _Key:
    return seeks(profile.kind), content_hash(profile.texts)


def _read(kept: sqlite3.Connection, key: _Key) -> Encoding | None:
    query = "SELECT packed FROM encodings WHERE is_need = ? AND hash = ?"
    row = kept.execute(query, key).fetchone()
    return None if row is None else unpack_encoding(row[0])
