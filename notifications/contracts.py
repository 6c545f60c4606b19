"""All that crosses the border of notifications: people and groups are ids, content is a kind, words
and a payload. Whoever uses the engine gives it a ``Host``, which knows people and what is still true.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

# Language → part → text. Parts: "sentence", "detail", and "group" where several are told as one.
Words = Mapping[str, Mapping[str, str]]


class Frequency(StrEnum):
    """When a notice is sent beyond the inbox."""

    ONCE = "once"  # at once
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one person is told.

    ``scopes`` are what it is within, the narrowest first ("listing:7", "organisation:3"); people
    prefer by them. ``frequency`` holds where nobody chose. ``group`` is what notices that are told as
    one have in common. ``weight`` from 0 to 1 says how much it is worth to this reader.
    """

    words: Words = field(default_factory=dict)
    scopes: Sequence[str] = ()
    frequency: Frequency = Frequency.OFF
    group: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Notice:
    """One row of a person's inbox. ``payload`` holds ids and codes. ``words`` is what it said to this
    reader when it was sent, by language; whoever shows it asks first whether they may still know.
    """

    id: int
    recipient: int
    kind: str
    payload: Mapping[str, object]
    words: Words
    created_at: datetime
    read_at: datetime | None = None
    archived_at: datetime | None = None
    topic: str = ""
    group: str = ""
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the engine writes to. ``groups`` are the ids whose defaults hold for them."""

    id: int
    name: str
    address: str
    language: str
    groups: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class File:
    """What a mail carries; ``type`` is its MIME type with parameters."""

    name: str
    content: bytes
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A notice, or what stands in a digest, as it is to be said now in its reader's language.

    ``url`` is a path. ``reason`` says why it is worth reading, ``action`` what the reader may do,
    ``kind_words`` of what kind it is. A mail with a ``file`` goes out though the notice was read.
    """

    sentence: str
    url: str
    detail: str = ""
    reason: str = ""
    action: str = ""
    kind: str = ""
    kind_words: str = ""
    group: str = ""
    group_words: str = ""
    weight: float = 0.0
    file: File | None = None


class Host(Protocol):
    """What the engine asks of whoever uses it."""

    def person(self, person_id: int) -> Person | None:
        """An active person; None for anybody else."""

    def people_at(self, address: str) -> Sequence[int]:
        """The ids of the people whom mail to an address reaches."""

    def entries(self, person_id: int, notices: Sequence[Notice]) -> Sequence[Entry | None]:
        """Each notice as it is to be said now, in the language in force; None where it is theirs to
        know no more."""

    def group_words(self, kind: str, words: str, count: int) -> str:
        """How so many notices of a kind and a group are told as one, in the language in force."""

    def standing(self, person_id: int) -> Sequence[Entry]:
        """What waits for a person anyway and goes along with a digest, the most urgent first."""

    def mail_paused(self, person_id: int, address: str, why: str) -> None:
        """Mail to the person's address comes back; said where they will see it."""
