"""What people chose: how often they get a kind within a scope, and when they may be written to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from zoneinfo import ZoneInfo, available_timezones

from django.db import transaction
from django.utils import timezone

from .contracts import Frequency, Person
from .models import Habits, Posting, Preference
from .setup import SETUP
from .times import Hours

Chosen = Mapping[tuple[str, str, str], str]  # (holder, kind, scope) → frequency
ALL = ""


def person_holder(person_id: int) -> str:
    """Who chooses for themselves."""
    return f"person:{person_id}"


def group_holder(group_id: int) -> str:
    """Whose choice holds for those who belong to it and chose nothing."""
    return f"group:{group_id}"


def whole(topic: str) -> str:
    """What stands for all kinds of a topic where a preference is kept."""
    return f"{topic}.*"


def preferences_of(holder: str, scope: str | None = None) -> dict[tuple[str, str], Frequency]:
    """What a holder chose, by kind and scope; in one scope only where it is named."""
    rows = Preference.objects.filter(holder=holder)
    if scope is not None:
        rows = rows.filter(scope=scope)
    return {(row.kind, row.scope): Frequency(row.frequency) for row in rows}


def prefer(holder: str, *, kind: str, scope: str = ALL, frequency: Frequency | None) -> None:
    """Keep a choice; None takes it back. Safe to repeat."""
    held = Preference.objects.filter(holder=holder, kind=kind, scope=scope)
    if frequency is None:
        held.delete()
    else:
        Preference.objects.update_or_create(
            holder=holder, kind=kind, scope=scope, defaults={"frequency": frequency}
        )


def chosen_by(people: Iterable[Person]) -> Chosen:
    """All that concerns these people, read at once."""
    holders = {holder for person in people for holder in _holders(person)}
    rows = Preference.objects.filter(holder__in=holders)
    return {(row.holder, row.kind, row.scope): row.frequency for row in rows}


def frequency_for(
    person: Person,
    *,
    kind: str,
    topic: str,
    scopes: Sequence[str],
    default: Frequency,
    chosen: Chosen,
) -> Frequency:
    """The most specific choice that holds: one's own before a group's, a narrow scope before a wide
    one, a kind before its topic before all; the default where nobody chose."""
    for holder in _holders(person):
        for scope in (*scopes, ALL):
            for what in (kind, whole(topic), ALL):
                found = chosen.get((holder, what, scope))
                if found is not None:
                    return Frequency(found)
    return default


def habits_of(person_id: int) -> Habits:
    """When a person may be written to; unsaved defaults where they never chose."""
    found = Habits.objects.filter(person=person_id).first()
    return found or Habits(person=person_id, zone=SETUP.zone)


def hours_of(habits: Habits) -> Hours:
    """The same as clock times in a zone; one that is no longer known is the product's."""
    zone = habits.zone if habits.zone in available_timezones() else SETUP.zone
    return Hours(ZoneInfo(zone), habits.quiet_from, habits.quiet_until, habits.digest_hour)


def habits_keep(
    person_id: int,
    *,
    zone: str,
    quiet_from: time | None,
    quiet_until: time | None,
    digest_hour: int,
) -> None:
    """Keep when a person may be written to. Raises ValueError for an unknown zone, for quiet hours
    with one end, and for an hour that no day has."""
    if zone not in available_timezones():
        raise ValueError(f"no time zone is called {zone}")
    if (quiet_from is None) != (quiet_until is None):
        raise ValueError("quiet hours need both ends")
    if not 0 <= digest_hour <= 23:
        raise ValueError("an hour is 0 to 23")
    Habits.objects.update_or_create(
        person=person_id,
        defaults={
            "zone": zone,
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
            "digest_hour": digest_hour,
        },
    )


def mail_refuse(person_id: int, address: str) -> bool:
    """Write to this address no more; whether that is new."""
    with transaction.atomic():
        row, _new = Habits.objects.select_for_update().get_or_create(
            person=person_id, defaults={"zone": SETUP.zone}
        )
        if row.refused_address == address:
            return False
        row.refused_address, row.refused_at = address, timezone.now()
        row.save(update_fields=["refused_address", "refused_at"])
    return True


def mail_resume(person_id: int) -> None:
    """Write to the person's address again; what was dropped meanwhile stays in the inbox alone."""
    Habits.objects.filter(person=person_id).update(refused_address="", refused_at=None)


def waiting_for_digest(person_id: int) -> int:
    """How many notices are held for a person's next digests."""
    return Posting.objects.filter(person=person_id, state=Posting.State.HELD).count()


def _holders(person: Person) -> list[str]:
    return [person_holder(person.id), *(group_holder(each) for each in person.groups)]
