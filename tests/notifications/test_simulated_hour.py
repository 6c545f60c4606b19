"""An hour of simulated life, seeded and with a moved clock, ends without any difference between what
happened, what lies in inboxes, what was to be sent and what the mail server got."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.core import mail

from notifications import facade
from notifications.contracts import Frequency, Person
from notifications.models import Digest, NoticeRow, Posting

from .hosts import World, tell, world

pytestmark = [pytest.mark.django_db, pytest.mark.nightly]
PEOPLE = range(1, 13)
KINDS = ("match", "message", "contract")
OWN = ("", "listing:1", "organisation:3")


class Life:
    """What happens to the people of a world, minute by minute."""

    def __init__(self, here: World, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
        self.here, self.chance = here, random.Random(seed)
        self.now = datetime(
            2026, 3, 27, 20, 0, tzinfo=UTC
        )  # the clock changes within the days after
        self.told: set[tuple[int, str]] = set()
        self.down = False
        self.got: list[Any] = []
        monkeypatch.setattr("django.utils.timezone.now", lambda: self.now)
        send = mail.EmailMultiAlternatives.send

        def sent(message: Any) -> int:
            if self.down:
                raise ConnectionError
            self.got.append(message)
            return send(message)

        monkeypatch.setattr(mail.EmailMultiAlternatives, "send", sent)
        for number in PEOPLE:
            here.people[number] = Person(number, f"P{number}", f"p{number}@example.org", "en", (3,))

    def minute(self) -> None:
        """Something happens, and the clock's jobs run."""
        self.now += timedelta(minutes=1)
        self.down = self.chance.random() < 0.2
        for _event in range(self.chance.randrange(6)):
            self.happen()
        facade.post_due()
        facade.digests_make()

    def happen(self) -> None:
        """A notice, a repeat of one, or what a person does."""
        act = self.chance.choice(
            [self.tell, self.tell, self.tell, self.read, self.choose, self.lose]
        )
        act(self.chance.choice(PEOPLE))

    def tell(self, person: int) -> None:
        key = f"event:{self.chance.randrange(150)}"
        people = self.chance.sample(PEOPLE, self.chance.randrange(1, 5))
        tell(
            *people,
            key=key,
            kind=self.chance.choice(KINDS),
            frequency=self.chance.choice(list(Frequency)),
            scopes=OWN[1:] if self.chance.random() < 0.5 else (),
            group=self.chance.choice(["", "film"]),
        )
        self.told |= {(each, key) for each in people}

    def read(self, person: int) -> None:
        act = self.chance.choice([facade.mark_read, facade.archive])
        act(person, [notice.id for notice in facade.inbox(person, limit=2)])

    def choose(self, person: int) -> None:
        facade.prefer(
            self.chance.choice([facade.person_holder(person), facade.group_holder(3)]),
            kind=self.chance.choice(["", "topic.*", *KINDS]),
            scope=self.chance.choice(OWN),
            frequency=self.chance.choice([None, *Frequency]),
        )
        facade.habits_keep(
            person,
            zone=self.chance.choice(["Europe/Berlin", "Asia/Shanghai"]),
            quiet_from=time(22),
            quiet_until=time(self.chance.randrange(7)),
            digest_hour=self.chance.randrange(24),
        )

    def lose(self, person: int) -> None:
        """A thing is theirs to know no more; or a process dies with what it had claimed."""
        for notice in facade.inbox(person, limit=1):
            self.here.gone.add(notice.id)
        waiting = Posting.objects.filter(state="waiting", person=person).order_by("pk")[:1]
        for posting in waiting:
            posting.claimed_until = self.now + timedelta(minutes=5)
            posting.save(update_fields=["claimed_until"])


@pytest.fixture
def here() -> Iterator[World]:
    with world() as made:
        yield made


@pytest.mark.parametrize("seed", [1, 2])
def test_an_hour_of_life_is_reconciled_to_zero_difference(
    here: World, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    life = Life(here, monkeypatch, seed)
    for _minute in range(60):
        life.minute()
    life.down = False
    for _hour in range(9 * 24 // 4):
        life.now += timedelta(hours=4)
        facade.digests_make()
        facade.post_due()

    rows = set(NoticeRow.objects.values_list("recipient", "key"))
    assert rows == life.told, "every event is in every inbox once"
    postings = Posting.objects.all()
    assert facade.differences() == []
    assert not postings.filter(state__in=["waiting", "held", "failed"]).exists()
    ways = Counter(postings.filter(notice__isnull=False).values_list("notice", flat=True))
    assert ways == Counter(NoticeRow.objects.values_list("pk", flat=True))
    sent = postings.filter(state="sent")
    assert Counter(m.to[0] for m in life.got) == Counter(
        here.people[person].address for person in sent.values_list("person", flat=True)
    )
    assert len(life.got) == sent.count() > 20
    taken = postings.filter(state="digested")
    assert set(taken.values_list("digest", flat=True)) == set(
        Digest.objects.values_list("pk", flat=True)
    )
    assert postings.filter(notice__isnull=True).count() == Digest.objects.count() > 5
    dropped = set(postings.filter(state="dropped").values_list("reason", flat=True))
    assert dropped == {"off", "read", "gone"}
    for person in PEOPLE:
        unread = NoticeRow.objects.filter(recipient=person, read_at=None, archived_at=None)
        assert facade.unread_count(person) == unread.count()
