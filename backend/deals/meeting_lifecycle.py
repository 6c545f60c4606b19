"""What becomes of a meeting: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core import dates
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words
from backend.core.models import Fact

from .events import MeetingCancelled, MeetingMoved
from .lifecycle import deal_locked
from .models import Meeting
from .rules import takes_seat
from .selectors import meeting_known_to

State = Meeting.State


def meeting_locked(meeting_id: int) -> Meeting:
    """The meeting and before it its deal, locked; rights are the caller's."""
    deal = deal_locked(Meeting.objects.values_list("deal_id", flat=True).get(pk=meeting_id))
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting_id)
    meeting.deal = deal
    return meeting


def meeting_facts(meeting: Meeting, actor: Actor | None = None) -> dict[str, Any]:
    """What its events tell."""
    return {
        "deal_id": meeting.deal_id,
        "meeting_id": meeting.pk,
        "title": meeting.title,
        "starts_at": meeting.starts_at.isoformat(),
    }


def _when(event: Fact) -> dict[str, str]:
    starts = parse_datetime(event.payload["starts_at"])
    assert starts is not None
    return {"title": event.payload["title"], "when": dates.moment(starts)}


def told_planned(event: Fact) -> str:
    """That a meeting was planned."""
    return gettext("Meeting planned: %(title)s, %(when)s") % _when(event)


def _moved(event: Fact) -> str:
    return gettext("Meeting changed: %(title)s, %(when)s") % _when(event)


def _cancelled(event: Fact) -> str:
    return gettext("Meeting cancelled: %(title)s, %(when)s") % _when(event)


def _over(meeting: Meeting) -> Words | None:
    return _("This meeting has taken place.") if meeting.over else None


MEETING: Lifecycle[Meeting] = Lifecycle(
    name="meeting",
    model=Meeting,
    states=State,
    find=meeting_known_to,
    lock=meeting_locked,
    facts=meeting_facts,
    stale=_("The meeting was changed while you were reading; look again."),
    settled={State.CANCELLED: _("This meeting was cancelled; plan another one.")},
    transitions=(
        Transition(
            act="move",
            source=(State.PLANNED,),
            target=State.PLANNED,
            may=lambda actor, meeting: takes_seat(actor, meeting.deal),
            refused=_("Only those who take part change meetings."),
            blocked=_over,
            event=MeetingMoved,
            words=_("Change the meeting"),
            submit=_("Save and tell everybody"),
            done=_("Changed. Everybody asked is told, with the new invitation."),
            told=_moved,
        ),
        Transition(
            act="cancel",
            source=(State.PLANNED,),
            target=State.CANCELLED,
            may=lambda actor, meeting: takes_seat(actor, meeting.deal),
            refused=_("Only those who take part change meetings."),
            blocked=_over,
            ask=Ask(note=True, note_label=_("Why?"), note_column="cancelled_note"),
            event=MeetingCancelled,
            words=_("Cancel the meeting"),
            done=_("Cancelled. Everybody asked is told."),
            told=_cancelled,
            look="danger",
        ),
    ),
)
