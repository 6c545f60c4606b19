"""What people are told of mandates."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.core import dates
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Mandate, Use
from .selectors import mandates_known


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, Mandate]:
    return mandates_known(actor).in_bulk(ids)


def _title(mandate: Mandate) -> str:
    over = mandate.listing.title if mandate.listing else _("all listings in the broker's care")
    return f"{mandate.number} · {over}"


def _used(mandate: Mandate, payload: Mapping[str, Any]) -> str:
    done = str(Use(payload["act"]).label) % {"title": payload["title"]}
    return _("%(broker)s, for you: %(done)s") % {"broker": mandate.broker, "done": done}


MANDATES = Topic(name="mandates", words=gettext_lazy("Mandates of brokers"))
MANDATE = About(
    name="mandate",
    read=_known,
    url=lambda mandate: reverse("mandate", args=[mandate.pk]),
    title=_title,
    topic=MANDATES,
)
GRANTED = NoticeKind(
    name="mandate_granted",
    label=gettext_lazy("A client gives me a mandate"),
    about=MANDATE,
    importance=Importance.NEWS,
    sentence=lambda mandate, payload: (
        _("%(client)s lets you act for it until %(day)s")
        % {"client": named(mandate.client), "day": dates.day(mandate.ends_on)}
    ),
    tone="on",
)
USED = NoticeKind(
    name="mandate_used",
    label=gettext_lazy("My broker acts for me"),
    about=MANDATE,
    importance=Importance.NEWS,
    sentence=_used,
)
ENDED = NoticeKind(
    name="mandate_ended",
    label=gettext_lazy("A mandate ends"),
    about=MANDATE,
    importance=Importance.NEWS,
    sentence=lambda mandate, payload: (
        _("The mandate %(number)s has ended: %(state)s")
        % {"number": mandate.number, "state": mandate.get_state_display()}
    ),
)

notices_register(GRANTED, USED, ENDED)
