"""Whether a notice is still to be said, and how often its reader wants its like."""

from __future__ import annotations

from .contracts import Entry, Frequency, Person
from .models import NoticeRow
from .preferences import Chosen, frequency_for
from .reading import notice_of
from .setup import host


class Drop(Exception):
    """It is not to be sent; the argument says why."""


def frequency_of(row: NoticeRow, person: Person, chosen: Chosen) -> Frequency:
    """How often the person wants such a notice, by what they and their groups chose."""
    return frequency_for(
        person,
        kind=row.kind,
        topic=row.topic,
        scopes=row.scopes,
        default=Frequency(row.frequency),
        chosen=chosen,
    )


def entry_to_send(row: NoticeRow, person: Person) -> Entry:
    """What a notice says now. Raises Drop where it was read, put away, or is theirs no more."""
    (entry,) = host().entries(person.id, [notice_of(row)])
    if entry is None:
        raise Drop("gone")
    if (row.read_at or row.archived_at) and entry.file is None:
        raise Drop("read")
    return entry
