"""Meetings of a deal: planned, moved, cancelled, answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.deals.events import MeetingAnswered, MeetingPlanned
from backend.deals.lifecycle import deal_lock
from backend.deals.meeting_lifecycle import MEETING, meeting_facts, meeting_locked
from backend.deals.models import Meeting, MeetingGuest
from backend.deals.rules import takes_seat
from backend.deals.selectors import meeting_known_to, people_in_deal

LONGEST = timedelta(days=3)
_WRITTEN = ("title", "starts_at", "ends_at", "place", "link", "agenda")
_SET_HERE = {field.name for field in Meeting._meta.fields} - set(_WRITTEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingValues:
    """What is planned; times are aware, ``guests`` are ids of people in the deal, none for all."""

    title: str
    starts_at: datetime | None
    ends_at: datetime | None
    place: str = ""
    link: str = ""
    agenda: str = ""
    guests: tuple[int, ...] = ()


def meeting_plan(*, actor: Actor, deal_id: int, values: MeetingValues) -> Meeting:
    """Plan a meeting of people in a deal and ask them to come.

    Raises NotFound, NotPermitted, WrongState, ValidationError by field.
    """
    with transaction.atomic():
        deal = deal_lock(actor, deal_id)
        if not takes_seat(actor, deal):
            raise NotPermitted(_("Only those who take part plan meetings."))
        if deal.lost:
            raise WrongState(_("This deal was ended."))
        meeting = Meeting(deal=deal, organiser_id=actor.person)
        _fill(meeting, values)
        meeting.save()
        _invite(meeting, values.guests)
        publish(MeetingPlanned(**meeting_facts(meeting)), actor_id=actor.user_id)
    return meeting


def meeting_move(
    *, actor: Actor, meeting_id: int, expected_revision: int | None = None, values: MeetingValues
) -> Meeting:
    """Plan it anew; everybody is asked again where the time changed.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError by field.
    """
    with moving(
        MEETING, "move", meeting_id, actor=actor, expected_revision=expected_revision
    ) as meeting:
        before = (meeting.starts_at, meeting.ends_at)
        _fill(meeting, values)
        meeting.sequence += 1
        _invite(meeting, values.guests)
        if before != (meeting.starts_at, meeting.ends_at):
            meeting.guests.exclude(user_id=actor.person).update(coming=None)
    return meeting


def meeting_cancel(
    *, actor: Actor, meeting_id: int, expected_revision: int | None = None, note: str = ""
) -> Meeting:
    """Cancel it; calendars take it out. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        MEETING, "cancel", meeting_id, actor=actor, expected_revision=expected_revision, note=note
    ) as meeting:
        meeting.sequence += 1
    return meeting


def meeting_answer(*, actor: Actor, meeting_id: int, coming: bool) -> MeetingGuest:
    """Say whether one comes. Raises NotFound, NotPermitted for who was not asked, WrongState."""
    with transaction.atomic():
        meeting_known_to(actor, meeting_id)
        meeting = meeting_locked(meeting_id)
        guest = meeting.guests.filter(user_id=actor.person).first()
        if guest is None:
            raise NotPermitted(_("You were not asked to this meeting."))
        if meeting.state != Meeting.State.PLANNED or meeting.over:
            raise WrongState(_("This meeting was cancelled or has taken place."))
        guest.coming = coming
        guest.save(update_fields=["coming", "updated_at"])
        publish(
            MeetingAnswered(deal_id=meeting.deal_id, meeting_id=meeting.pk, coming=coming),
            actor_id=actor.user_id,
        )
    return guest


MEETING_SERVICES: dict[str, Callable[..., Meeting]] = {
    "move": meeting_move,
    "cancel": meeting_cancel,
}


def _fill(meeting: Meeting, values: MeetingValues) -> None:
    for name in _WRITTEN:
        value = getattr(values, name)
        if isinstance(value, str):
            value = value.replace("\x00", "").strip()
        setattr(meeting, name, value)
    meeting.title = " ".join(meeting.title.split())
    meeting.clean_fields(exclude=_SET_HERE)
    if meeting.ends_at <= meeting.starts_at:
        raise ValidationError({"ends_at": [_("It ends before it begins; give a later time.")]})
    if meeting.ends_at - meeting.starts_at > LONGEST:
        raise ValidationError({"ends_at": [_("A meeting lasts three days at most.")]})
    if meeting.starts_at < timezone.now() - timedelta(minutes=5):
        raise ValidationError({"starts_at": [_("This time has passed; give a later one.")]})


def _invite(meeting: Meeting, wanted: Iterable[int]) -> None:
    """The people asked, and whoever organises it, who comes."""
    known = people_in_deal(meeting.deal) | {meeting.organiser_id}
    asked = set(wanted) or known
    if not asked <= known:
        raise ValidationError({"guests": [_("Choose among those who take part.")]})
    asked.add(meeting.organiser_id)
    meeting.guests.exclude(user_id__in=asked).delete()
    for user_id in sorted(asked):
        MeetingGuest.objects.get_or_create(
            meeting=meeting,
            user_id=user_id,
            defaults={"coming": True if user_id == meeting.organiser_id else None},
        )
