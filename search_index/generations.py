"""The index over its generations: one in force, one being built, one kept to go back to.

A write asks which generations there are after its documents were read, and goes to the one in force
and the one being built; a builder reads only after its generation is registered. So whatever a write
misses, the builder reads later.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from .contracts import (
    Document,
    Generation,
    IndexOutdated,
    IndexStatus,
    IndexUnavailable,
    Role,
    StoredVersion,
)
from .store import Encoder, Example, Gone, Meant, Plan, Register, Retrieved, Typed, Volume
from .tokens import Tokens

logger = logging.getLogger(__name__)
T = TypeVar("T")


class Generations:
    """Documents at rest. Every method raises IndexUnavailable, IndexOutdated where a rebuild is due."""

    def __init__(self, register: Register, backend: str) -> None:
        self._register = register
        self._backend = backend
        self._wanted: Encoder | None = None
        self._said: Generation | None = None

    def prepare(self, encoder: Encoder) -> None:
        """Put a first generation in force where there is none; say where another encoder made it."""
        self._wanted = encoder
        if "current" not in self._register.held(fresh=True):
            self._register.first(encoder)
        current = self._current(fresh=True)
        reason = self._outdated(current)
        if reason and current != self._said:
            logger.warning("search index: %s", reason)
            self._said = current

    def encoder(self, of: Role = "current") -> Encoder:
        """The encoder of that generation."""
        return _encoder(self._current() if of == "current" else self._of(of))

    def write(self, documents: Sequence[Document], *, wait: bool) -> Sequence[int]:
        """Store in the generation in force, and in the one being built where this program built it."""
        held = self._register.held(fresh=True)
        refused = self._register.volume(self._ours(held)).write(documents, wait=wait)
        following = held.get("next")
        if following is not None and following.schema == self._register.schema:
            try:
                self._register.volume(following).write(documents, wait=False)
            except Gone:
                logger.warning("search index: %s was given up while it was written", following.name)
        return refused

    def write_next(self, documents: Sequence[Document]) -> None:
        """Store in the generation being built alone."""
        self._register.volume(self._of("next")).write(documents, wait=False)

    def retrieve(self, plan: Plan) -> Retrieved:
        """The slice of the found that ``plan`` asks for."""
        return self._reading(lambda volume, encoder: volume.retrieve(_fitting(plan, encoder)))

    def example(self, number: int, readers: frozenset[str]) -> Example | None:
        """A document that others are compared with."""
        return self._reading(lambda volume, _encoder: volume.example(number, readers))

    def meant(self, typed: Typed) -> Meant:
        """Names that share what was typed."""
        return self._reading(lambda volume, _encoder: volume.meant(typed))

    def frequencies(self, tokens: Tokens) -> tuple[Mapping[str, int], Mapping[str, int]]:
        """In how many texts each token occurs."""
        return self._reading(lambda volume, _encoder: volume.frequencies(tokens))

    def versions(self, ids: Sequence[int], of: Role) -> Sequence[StoredVersion]:
        """What is held of these ids."""
        return self._register.volume(self._of(of)).versions(ids) if ids else []

    def scan(self, after: int, size: int, of: Role) -> Sequence[StoredVersion]:
        """What searches see, in the order of ids."""
        return self._register.volume(self._of(of)).scan(after, size)

    def begin(self, encoder: Encoder, *, resume: bool) -> None:
        """Create the next generation, or take up the one begun."""
        begun = self._register.held(fresh=True).get("next")
        if begun is not None and resume:
            if begun.schema != self._register.schema or _encoder(begun) != encoder:
                raise IndexUnavailable(
                    f"{begun.name} was begun for another version of the program or encoder: "
                    "rebuild without resuming"
                )
            return
        if begun is not None:
            self._register.discard()
        self._register.begin(encoder)

    def promote(self) -> None:
        """Put the next generation in force."""
        self._of("next")
        self._register.promote()

    def revert(self) -> None:
        """Put the kept generation in force again, if this program can read it."""
        held = self._register.held(fresh=True)
        if "previous" not in held:
            raise IndexUnavailable("no earlier generation is kept")
        if held["previous"].schema != self._register.schema:
            raise IndexOutdated(
                f"{held['previous'].name} was built by another version of the program: "
                "go back with that version"
            )
        self._register.revert()

    def status(self, of: Role) -> IndexStatus:
        """How the index is, also where a rebuild is due."""
        held = self._register.held(fresh=True)
        generation = held.get(of)
        if generation is None:
            raise Gone(_missing(of))
        counts = self._register.volume(generation).counts()
        return IndexStatus(
            backend=self._backend,
            generation=generation.name,
            encoder_version=generation.encoder_version,
            documents=counts.documents,
            bytes=counts.bytes,
            cut=counts.cut,
            next=_name(held.get("next")),
            previous=_name(held.get("previous")),
            outdated=self._outdated(generation),
        )

    def clear(self) -> None:
        """Remove every generation."""
        self._register.clear()

    def _reading(self, read: Callable[[Volume, Encoder], T]) -> T:
        """What ``read`` finds; once more where the generation has just been replaced."""
        generation = self._current()
        try:
            return read(self._register.volume(generation), _encoder(generation))
        except Gone:
            following = self._current(fresh=True)
            if following == generation:
                raise
            return read(self._register.volume(following), _encoder(following))

    def _current(self, *, fresh: bool = False) -> Generation:
        return self._ours(self._register.held(fresh=fresh))

    def _ours(self, held: Mapping[Role, Generation]) -> Generation:
        if "current" not in held:
            raise Gone(_missing("current"))
        if held["current"].schema != self._register.schema:
            raise IndexOutdated(self._outdated(held["current"]))
        return held["current"]

    def _of(self, role: Role) -> Generation:
        held = self._register.held(fresh=True)
        if role == "current":
            return self._ours(held)
        if role not in held:
            raise Gone(_missing(role))
        return held[role]

    def _outdated(self, generation: Generation) -> str:
        if generation.schema != self._register.schema:
            return (
                f"{generation.name} was built by another version of the program, whose schema is not "
                f"{self._register.schema}: rebuild it"
            )
        if self._wanted is not None and _encoder(generation) != self._wanted:
            return (
                f"{generation.name} holds vectors of {generation.encoder_version}, the program makes "
                f"those of {self._wanted.version}: words alone are compared until it is rebuilt"
            )
        return ""


def _fitting(plan: Plan, encoder: Encoder) -> Plan:
    """The plan without its vector where a generation of another encoder has just come into force."""
    if plan.vector is None or plan.encoder_version in ("", encoder.version):
        return plan
    return replace(plan, vector=None)


def _encoder(generation: Generation) -> Encoder:
    return Encoder(generation.encoder_version, generation.dimension)


def _name(generation: Generation | None) -> str:
    return "" if generation is None else generation.name


def _missing(role: Role) -> str:
    if role == "current":
        return "the search index is not prepared"
    return f"the search index has no {role} generation"
