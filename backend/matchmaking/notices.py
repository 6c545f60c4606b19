"""What people are told of events."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.core import dates
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Gathering
from .selectors import gatherings_visible_to


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, Gathering]:
    return gatherings_visible_to(actor).in_bulk(ids)


def _when(gathering: Gathering) -> dict[str, str]:
    return {
        "when": dates.stretch(gathering.starts_at, gathering.ends_at),
        "place": gathering.place,
        "why": gathering.note,
    }


EVENTS = Topic(name="events", words=gettext_lazy("Events"))
GATHERING = About(
    name="gathering",
    read=_known,
    url=lambda gathering: reverse("gathering", args=[gathering.pk]),
    title=lambda gathering: gathering.title,
    topic=EVENTS,
)
MOVED = NoticeKind(
    name="gathering_moved",
    label=gettext_lazy("An event that I go to is moved"),
    about=GATHERING,
    importance=Importance.RESULT,
    sentence=lambda gathering, payload: (
        _("The event is now on %(when)s, %(place)s") % _when(gathering)
    ),
    tone="wait",
)
CANCELLED = NoticeKind(
    name="gathering_cancelled",
    label=gettext_lazy("An event that I go to is cancelled"),
    about=GATHERING,
    importance=Importance.RESULT,
    sentence=lambda gathering, payload: _("The event was cancelled: %(why)s") % _when(gathering),
    tone="no",
)
SEATED = NoticeKind(
    name="gathering_seated",
    label=gettext_lazy("I have a seat at an event now"),
    about=GATHERING,
    importance=Importance.RESULT,
    sentence=lambda gathering, payload: (
        _("You have a seat now: %(when)s, %(place)s") % _when(gathering)
    ),
    tone="ok",
)
TALKS = NoticeKind(
    name="gathering_talks",
    label=gettext_lazy("Talks are proposed to me at an event"),
    about=GATHERING,
    importance=Importance.TURN,
    sentence=lambda gathering, payload: _("Talks are proposed to you at the event"),
    mail=gettext_lazy("Confirm those that you would have, decline the others."),
    tone="wait",
)
HELD = NoticeKind(
    name="gathering_held",
    label=gettext_lazy("An event that I was at is over"),
    about=GATHERING,
    importance=Importance.TURN,
    sentence=lambda gathering, payload: _("Say with one click what comes of your talks"),
)

notices_register(MOVED, CANCELLED, SEATED, TALKS, HELD)
