"""Digests: one per period whatever the volume, nothing where there is nothing new.

What is held for a digest makes it; what stands open anyway (tasks, deadlines, stalled talks) goes along.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone, translation

from .contracts import Entry, Frequency, Person
from .deciding import Drop, entry_to_send, frequency_of
from .models import Digest, Posting
from .preferences import Chosen, chosen_by, frequency_for, habits_of, hours_of
from .reading import notice_of
from .setup import host
from .times import Period, period_of

State = Posting.State
PERIODIC = (Frequency.HOURLY, Frequency.DAILY, Frequency.WEEKLY)
MOST = 300  # notices that one digest reads; the inbox has all
SHOWN = 3  # of each group, the best


@dataclass(frozen=True, slots=True)
class Gathered:
    """Notices that are told as one, the best first; ``more`` are not shown."""

    entries: Sequence[Entry]
    more: int = 0
    words: str = ""  # of several; empty for a single one


@dataclass(frozen=True, slots=True)
class Contents:
    """What a digest says to its reader now, ordered by what it is worth to them."""

    groups: Sequence[Gathered]
    standing: Sequence[Entry]
    unread: int
    left: int  # of what was held, beyond MOST


def digests_make(*, now: datetime | None = None) -> int:
    """Make the digests whose period has ended; return how many. Safe to repeat and to run twice."""
    now = now or timezone.now()
    made = 0
    held = Posting.objects.filter(state=State.HELD)
    for person_id, frequency in (
        held.values_list("person", "frequency").distinct().order_by("person", "frequency")
    ):
        person = host().person(person_id)
        if person is None:
            held.filter(person=person_id).update(
                state=State.DROPPED, reason="nobody", settled_at=now
            )
            continue
        period = period_of(Frequency(frequency), hours_of(habits_of(person_id)), now)
        with translation.override(person.language):
            made += _make(person, Frequency(frequency), period, now)
    return made


def _make(person: Person, frequency: Frequency, period: Period, now: datetime) -> bool:
    """One digest of what was held before its period ended; False where nothing is left of it."""
    with transaction.atomic():
        held = Posting.objects.select_for_update(of=("self",)).filter(
            person=person.id, frequency=frequency, state=State.HELD, created_at__lt=period.until
        )
        postings = list(held.select_related("notice").order_by("pk"))
        if not postings or _made(person, frequency, period):
            return False
        wanted = list(_wanted(person, frequency, postings, now))
        if not wanted:
            return False
        digest = Digest.objects.create(person=person.id, frequency=frequency, period=period.name)
        Posting.objects.filter(pk__in=wanted).update(
            state=State.DIGESTED, digest=digest, settled_at=now
        )
        Posting.objects.create(
            person=person.id,
            channel=Posting.Channel.MAIL,
            digest=digest,
            frequency=frequency,
            created_at=now,
            due_at=now,
        )
    return True


def _made(person: Person, frequency: Frequency, period: Period) -> bool:
    named = Digest.objects.filter(person=person.id, frequency=frequency, period=period.name)
    return named.exists()


def _wanted(
    person: Person, frequency: Frequency, postings: Sequence[Posting], now: datetime
) -> Iterator[int]:
    """The ids of those that are still unread, true and wanted in this digest; others go their way."""
    chosen = chosen_by([person])
    for posting in postings:
        row = posting.notice
        assert row is not None
        preferred = frequency_of(row, person, chosen)
        mine = Posting.objects.filter(pk=posting.pk)
        if preferred == frequency and _ended(person, frequency, chosen):
            preferred = Frequency.OFF
        if preferred == Frequency.ONCE:
            mine.update(state=State.WAITING, frequency=preferred, due_at=now)
        elif preferred == Frequency.OFF:
            mine.update(state=State.DROPPED, reason="off", settled_at=now)
        elif preferred != frequency:
            mine.update(frequency=preferred)
        else:
            try:
                entry_to_send(row, person)
            except Drop as drop:
                mine.update(state=State.DROPPED, reason=str(drop), settled_at=now)
            else:
                yield posting.pk


def digest_kind(frequency: str) -> str:
    """What digests of a frequency are called where somebody ends them."""
    return f"digest.{frequency}"


def _ended(person: Person, frequency: Frequency, chosen: Chosen) -> bool:
    kind = digest_kind(frequency)
    found = frequency_for(
        person, kind=kind, topic="digest", scopes=(), default=frequency, chosen=chosen
    )
    return found == Frequency.OFF


def digest_read(digest: Digest) -> Contents:
    """What a digest says now to its person, in the language in force."""
    postings = Posting.objects.filter(digest=digest, notice__isnull=False)
    total = postings.count()
    rows = [
        p.notice
        for p in postings.select_related("notice").order_by("-notice__weight", "-pk")[:MOST]
    ]
    notices = [notice_of(row) for row in rows if row is not None and row.archived_at is None]
    found = [
        (notice, entry)
        for notice, entry in zip(notices, host().entries(digest.person, notices), strict=True)
        if entry is not None
    ]
    return Contents(
        groups=gather([entry for _notice, entry in found]),
        standing=host().standing(digest.person),
        unread=sum(notice.read_at is None for notice, _entry in found),
        left=max(0, total - MOST),
    )


def gather(entries: Sequence[Entry]) -> list[Gathered]:
    """Entries by what they are told as one for, the weightiest first."""
    groups: dict[str, list[Entry]] = {}
    for place, entry in enumerate(sorted(entries, key=lambda each: -each.weight)):
        groups.setdefault(entry.group or f"alone:{place}", []).append(entry)
    return [_as_one(found) for found in groups.values()]


def _as_one(found: Sequence[Entry]) -> Gathered:
    if len(found) == 1:
        return Gathered(found)
    first = found[0]
    words = host().group_words(first.kind, first.group_words, len(found))
    return Gathered(found[:SHOWN], max(0, len(found) - SHOWN), words)


def digest_of(person_id: int, digest_id: int) -> Digest | None:
    """One of a person's digests."""
    return Digest.objects.filter(person=person_id, pk=digest_id).first()


def digests_of(person_id: int, *, limit: int = 20) -> list[Digest]:
    """A person's digests, newest first."""
    return list(Digest.objects.filter(person=person_id).order_by("-pk")[:limit])
