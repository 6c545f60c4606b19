"""The generations of an embedded index: a file each, and a small one that says which is which."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import cast

from search_index.contracts import Generation, Role
from search_index.store import Encoder, Gone

from . import vectors
from .schema import GENERATIONS, SCHEMA, Database
from .store import EmbeddedVolume

ROWS = "SELECT number, schema, encoder, dimension, role FROM generations"


class EmbeddedRegister:
    """The table of generations in the file at ``path``; each has a file of its own beside it.

    A change of roles is one transaction, so every process sees all of it or nothing. ``timeout`` is
    how many seconds a writer waits for another one.
    """

    def __init__(self, path: Path, timeout: float) -> None:
        self.schema = SCHEMA
        self._path = path
        self._timeout = timeout
        self._database = Database(path, timeout)
        self._volumes: dict[str, EmbeddedVolume] = {}
        self._lock = threading.Lock()

    def held(self, *, fresh: bool) -> Mapping[Role, Generation]:
        """The generations by role; looking costs too little to remember them."""
        if not self._path.exists():
            return {}
        with self._database.read() as database:
            if not _known(database):
                return {}
            rows = database.execute(ROWS).fetchall()
        found = {cast("Role", row[-1]): self._generation(*row) for row in rows}
        self._forget({generation.name for generation in found.values()})
        return found

    def first(self, encoder: Encoder) -> None:
        """Create the first generation."""
        self._create("current", encoder)

    def begin(self, encoder: Encoder) -> None:
        """Create the next generation."""
        self._create("next", encoder)

    def promote(self) -> None:
        """next → current → previous; what was previous goes."""
        with self._database.write() as database:
            database.execute("DELETE FROM generations WHERE role = 'previous'")
            database.execute("UPDATE generations SET role = 'previous' WHERE role = 'current'")
            database.execute("UPDATE generations SET role = 'current' WHERE role = 'next'")
        self._sweep()

    def revert(self) -> None:
        """current ↔ previous."""
        with self._database.write() as database:
            # By way of a name that no role has: each role is had once.
            database.execute("UPDATE generations SET role = 'leaving' WHERE role = 'current'")
            database.execute("UPDATE generations SET role = 'current' WHERE role = 'previous'")
            database.execute("UPDATE generations SET role = 'previous' WHERE role = 'leaving'")

    def discard(self) -> None:
        """Remove the next generation."""
        with self._database.write() as database:
            database.execute("DELETE FROM generations WHERE role = 'next'")
        self._sweep()

    def volume(self, generation: Generation) -> EmbeddedVolume:
        """The documents in the generation's file, opened once a process."""
        path = self._path.with_name(generation.name)
        if not path.exists():
            raise Gone(f"the search file {generation.name} is not there")
        encoder = Encoder(generation.encoder_version, generation.dimension)
        with self._lock:
            if generation.name not in self._volumes:
                self._volumes[generation.name] = EmbeddedVolume(path, encoder, self._timeout)
            return self._volumes[generation.name]

    def clear(self) -> None:
        """Remove every generation."""
        if self.held(fresh=True):
            with self._database.write() as database:
                database.execute("DELETE FROM generations")
            self._sweep()

    def _create(self, role: Role, encoder: Encoder) -> None:
        """A file with its tables, then its row: what has a row is whole."""
        self._database.create(GENERATIONS)
        with self._database.write() as database:
            if database.execute("SELECT 1 FROM generations WHERE role = ?", (role,)).fetchone():
                return  # another process was first
            (last,) = database.execute("SELECT last FROM numbers").fetchone()
            database.execute("UPDATE numbers SET last = ?", (last + 1,))
            generation = self._generation(last + 1, self.schema, encoder.version, encoder.dimension)
            EmbeddedVolume.create(self._path.with_name(generation.name), self._timeout)
            database.execute(
                "INSERT INTO generations (role, number, schema, encoder, dimension)"
                " VALUES (?, ?, ?, ?, ?)",
                (role, last + 1, self.schema, encoder.version, encoder.dimension),
            )

    def _generation(
        self, number: int, schema: str, encoder: str, dimension: int, _role: str = ""
    ) -> Generation:
        name = f"{self._path.stem}-{schema}-{number}{self._path.suffix}"
        return Generation(name, schema, number, encoder, dimension)

    def _forget(self, held: Collection[str]) -> None:
        """Let go of what is no longer held: its vectors take memory."""
        with self._lock:
            for name in self._volumes.keys() - held:
                del self._volumes[name]

    def _sweep(self) -> None:
        """Remove the files that no row names, also those that a killed process left.

        A process that has one open reads on until it looks again.
        """
        ours = re.compile(rf"{re.escape(self._path.stem)}-[\d.]+-\d+{re.escape(self._path.suffix)}")
        # Alone: a file about to get its row must not be taken for one without.
        with self._database.write() as database:
            held = {self._generation(*row).name for row in database.execute(ROWS)}
            for path in self._path.parent.iterdir():
                if ours.fullmatch(path.name) and path.name not in held:
                    for ending in ("", "-wal", "-shm", vectors.ENDING):
                        path.with_name(path.name + ending).unlink(missing_ok=True)


def _known(database: sqlite3.Connection) -> bool:
    found = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'generations'").fetchone()
    return found is not None
