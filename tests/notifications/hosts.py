"""A host of the engine for its tests: people and what is true are plain attributes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from notifications import facade
from notifications.contracts import Entry, Frequency, Message, Notice, Person
from notifications.setup import SETUP

ANNA, BO = 11, 12


@dataclass
class World:
    """What the engine is told. A notice is true unless its id is in ``gone``."""

    people: dict[int, Person] = field(
        default_factory=lambda: {
            ANNA: Person(ANNA, "Anna", "anna@example.org", "en", (3,)),
            BO: Person(BO, "Bo", "bo@example.org", "zh-hans"),
        }
    )
    gone: set[int] = field(default_factory=set)
    open: list[Entry] = field(default_factory=list)
    paused: list[tuple[int, str]] = field(default_factory=list)

    def person(self, person_id: int) -> Person | None:
        return self.people.get(person_id)

    def people_at(self, address: str) -> Sequence[int]:
        return [person.id for person in self.people.values() if person.address == address]

    def entries(self, person_id: int, notices: Sequence[Notice]) -> Sequence[Entry | None]:
        return [None if notice.id in self.gone else _entry(notice) for notice in notices]

    def group_words(self, kind: str, words: str, count: int) -> str:
        return f"{count} new for {words}"

    def standing(self, person_id: int) -> Sequence[Entry]:
        return self.open

    def mail_paused(self, person_id: int, address: str, why: str) -> None:
        self.paused.append((person_id, address))


def _entry(notice: Notice) -> Entry:
    words = notice.words.get("en", {})
    return Entry(
        sentence=words.get("sentence", notice.kind),
        url=f"/things/{notice.id}/",
        kind=notice.kind,
        kind_words=notice.kind,
        group=notice.group,
        group_words=words.get("group", ""),
        weight=notice.weight,
    )


@contextmanager
def world() -> Iterator[World]:
    """An engine of its own: the product's settings come back afterwards."""
    before = replace(SETUP)
    made = World()
    facade.configure(
        host=made,
        site="https://host.example",
        zone="UTC",
        preferences_path="/preferences/",
        unsubscribe_path="/unsubscribe/",
        digest_path="/digests/",
    )
    try:
        yield made
    finally:
        for name in before.__slots__:
            setattr(SETUP, name, getattr(before, name))


def tell(
    *people: int,
    key: str,
    kind: str = "match",
    sentence: str = "",
    frequency: Frequency = Frequency.ONCE,
    scopes: Sequence[str] = (),
    group: str = "",
    weight: float = 0.0,
) -> dict[int, int]:
    """Deliver one notice to each; its sentence is its key."""
    words = {"en": {"sentence": sentence or key, "group": group}}
    message = Message(words=words, scopes=scopes, frequency=frequency, group=group, weight=weight)
    new = facade.deliver(
        messages=dict.fromkeys(people, message), kind=kind, topic="topic", payload={}, key=key
    )
    return dict(new)
