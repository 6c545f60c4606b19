"""What people are told of calls and entries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Call, Entry
from .selectors import calls_visible_to, entries_of

CALLS = Topic(name="calls", words=gettext_lazy("Calls"))


def _calls(actor: Actor, ids: Collection[int]) -> Mapping[int, Call]:
    return calls_visible_to(actor).in_bulk(ids)


def _entries(actor: Actor, ids: Collection[int]) -> Mapping[int, Entry]:
    return entries_of(actor).in_bulk(ids)


CALL = About(
    name="call",
    read=_calls,
    url=lambda call: reverse("call", args=[call.pk]),
    title=lambda call: call.title,
    topic=CALLS,
)
RUNNING = About(
    name="call_run",
    read=_calls,
    url=lambda call: reverse("call_run", args=[call.pk]),
    title=lambda call: call.title,
    topic=CALLS,
)
REVIEWS = About(
    name="call_reviews",
    read=_calls,
    url=lambda call: reverse("reviews"),
    title=lambda call: call.title,
    topic=CALLS,
)
ENTRY = About(
    name="entry",
    read=_entries,
    url=lambda entry: reverse("entry", args=[entry.pk]),
    title=lambda entry: entry.call.title,
    topic=CALLS,
)
MEMBER_ASKED = NoticeKind(
    name="entry_member_asked",
    label=gettext_lazy("My organisation is asked to join a consortium"),
    about=ENTRY,
    importance=Importance.TURN,
    sentence=lambda entry, payload: (
        _("%(who)s names your organisation as a member of its consortium") % {"who": entry}
    ),
    tone="wait",
    mail=gettext_lazy(
        "Confirm your task and share before the deadline, else the entry falls away."
    ),
)
CHANGED = NoticeKind(
    name="call_changed",
    label=gettext_lazy("The conditions of a call change after I entered"),
    about=ENTRY,
    importance=Importance.TURN,
    sentence=lambda entry, payload: _(
        "The conditions changed: your entry does not count until you confirm it"
    ),
    tone="wait",
    mail=gettext_lazy("Compare the versions, then confirm your entry or replace it."),
)
CLOSED = NoticeKind(
    name="call_closed",
    label=gettext_lazy("The deadline of a call that I run passed"),
    about=RUNNING,
    importance=Importance.TURN,
    sentence=lambda call, payload: (
        _("The deadline passed: bring your part of the key")
        if call.terms.sealed
        else _("The deadline passed: the entries can be reviewed")
    ),
    tone="wait",
)
DECIDABLE = NoticeKind(
    name="call_reviews_complete",
    label=gettext_lazy("All reviews of a call are done"),
    about=RUNNING,
    importance=Importance.TURN,
    sentence=lambda call, payload: _("Every assigned review is done"),
    tone="wait",
)
REVIEW_BEGAN = NoticeKind(
    name="review_assigned",
    label=gettext_lazy("I am to review entries of a call"),
    about=REVIEWS,
    importance=Importance.TURN,
    sentence=lambda call, payload: _("You review entries of this call"),
    tone="wait",
    mail=gettext_lazy("Score every criterion, or declare what ties you to an entry."),
)
_DECIDED = {
    "awarded": gettext_lazy("Your entry is awarded"),
    "declined": gettext_lazy("Your entry is not awarded; read the reasons"),
    "excluded": gettext_lazy("Your entry was excluded; read why"),
    "promoted": gettext_lazy("Your entry goes on to the level above"),
    "cut": gettext_lazy("Your work on the task ends at a milestone; read why"),
}


def _decided(entry: Entry, payload: Mapping[str, Any]) -> str:
    return str(_DECIDED[payload["what"]])


DECIDED = NoticeKind(
    name="entry_decided",
    label=gettext_lazy("My entry to a call is decided on"),
    about=ENTRY,
    importance=Importance.RESULT,
    sentence=_decided,
)
OVER = NoticeKind(
    name="call_over",
    label=gettext_lazy("A call that I entered fails or is cancelled"),
    about=CALL,
    importance=Importance.RESULT,
    sentence=lambda call, payload: (
        _("The call failed: nobody was awarded")
        if payload["what"] == Call.State.FAILED
        else _("The call was cancelled")
    ),
    tone="no",
)

notices_register(
    MEMBER_ASKED, CHANGED, CLOSED, DECIDABLE, REVIEW_BEGAN, DECIDED, OVER,
)  # fmt: skip
