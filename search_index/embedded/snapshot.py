"""What the embedded store keeps in memory: vectors and facets by position, kept up to date."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from search_index.contracts import FACETS
from search_index.store import FACET_VALUES, Encoder


class Matrix:
    """Unit vectors by position, shape (n, d), float32; rows without one are zero."""

    def __init__(self, dimension: int) -> None:
        self._rows = np.zeros((1024, dimension), dtype=np.float32)
        self._present = np.zeros(1024, dtype=bool)

    def put(self, position: int, blob: bytes | None) -> None:
        """Set or remove the vector at ``position``."""
        while position >= len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
            self._present = np.concatenate([self._present, np.zeros_like(self._present)])
        self._present[position] = blob is not None
        self._rows[position] = 0 if blob is None else np.frombuffer(blob, dtype=np.float32)

    def nearest(
        self, vector: NDArray[np.float32], allowed: NDArray[np.int64], count: int, floor: float
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The ``count`` allowed positions nearest by cosine, none below ``floor``, and cosines.

        More than ``count`` where the last ones are equally near.
        """
        allowed = allowed[allowed < len(self._rows)]
        allowed = allowed[self._present[allowed]]
        # Gathering rows costs more than multiplying some too many.
        if len(allowed) * 4 > len(self._rows):
            cosines = (self._rows @ vector)[allowed]
        else:
            cosines = self._rows[allowed] @ vector
        near = cosines >= floor
        allowed, cosines = allowed[near], cosines[near]
        if len(allowed) > count:
            border = np.partition(cosines, len(cosines) - count)[len(cosines) - count]
            keep = cosines >= border
            allowed, cosines = allowed[keep], cosines[keep]
        return allowed, cosines


class Snapshot:
    """The state in memory as of one change of the file; refreshed by what changed since."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.change = 0
        self.ids = np.zeros(1024, dtype=np.int64)
        self.published = np.full(1024, -np.inf)
        self.public = Matrix(encoder.dimension)
        self.full = Matrix(encoder.dimension)
        self._codes: list[NDArray[np.int32]] = []
        self._vocabulary: dict[tuple[str, str], int] = {}

    def refresh(self, database: sqlite3.Connection, change: int) -> None:
        """Read the documents changed after the last refresh, up to ``change``."""
        rows = database.execute(
            "SELECT d.position, d.id, d.published, d.facets, v.public, v.full FROM documents d"
            " LEFT JOIN vectors v ON v.position = d.position AND v.encoder = ?"
            " WHERE d.change > ?",
            (self.encoder.version, self.change),
        )
        for position, number, published, facets, public, full in rows:
            self._grow(position)
            self.ids[position] = number
            self.published[position] = -np.inf if published is None else published
            self._codes[position] = self._encode(json.loads(facets))
            self.public.put(position, public)
            self.full.put(position, full)
        self.change = change

    def count_facets(self, positions: Iterable[int]) -> dict[str, dict[str, int]]:
        """How often each facet value occurs at ``positions``, commonest first."""
        found = [self._codes[position] for position in positions]
        counts = np.bincount(
            np.concatenate(found) if found else np.zeros(0, dtype=np.int32),
            minlength=len(self._vocabulary),
        )
        by_name: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
        for (name, value), code in self._vocabulary.items():
            if counts[code]:
                by_name[name][value] = int(counts[code])
        return {
            name: dict(sorted(counter.items(), key=lambda item: (-item[1], item[0]))[:FACET_VALUES])
            for name, counter in by_name.items()
        }

    def _grow(self, position: int) -> None:
        while position >= len(self.ids):
            self.ids = np.concatenate([self.ids, np.zeros_like(self.ids)])
            self.published = np.concatenate([self.published, np.full_like(self.published, -np.inf)])
        while position >= len(self._codes):
            self._codes.append(np.zeros(0, dtype=np.int32))

    def _encode(self, facets: dict[str, list[str]]) -> NDArray[np.int32]:
        codes = [
            self._vocabulary.setdefault((name, value), len(self._vocabulary))
            for name, values in facets.items()
            for value in values
        ]
        return np.array(codes, dtype=np.int32)
