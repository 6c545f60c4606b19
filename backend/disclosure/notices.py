"""What people are told of access in confidence."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.core.dates import day
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import AccessRequest
from .selectors import requests_known_to


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, AccessRequest]:
    return requests_known_to(actor).in_bulk(ids)


def _asked(request: AccessRequest, payload: Mapping[str, Any]) -> str:
    return _("%(who)s asks to read the details in confidence") % {
        "who": named(request.organisation)
    }


def _granted(request: AccessRequest, payload: Mapping[str, Any]) -> str:
    words = {"who": named(request.listing.owner), "day": day(request.ends_at or request.updated_at)}
    return _("%(who)s lets you read the details until %(day)s") % words


ABOUT = About(
    name="access_request",
    read=_known,
    url=lambda request: reverse("access_request", args=[request.pk]),
    title=lambda request: request.listing.title,
    topic=Topic(name="access", words=gettext_lazy("Access in confidence")),
)
ASKED = NoticeKind(
    name="access_asked",
    label=gettext_lazy("Somebody asks to read our details in confidence"),
    about=ABOUT,
    importance=Importance.TURN,
    sentence=_asked,
    tone="wait",
    mail=gettext_lazy("Read what they want it for, and let them read or decline."),
)
GRANTED = NoticeKind(
    name="access_granted",
    label=gettext_lazy("I may read details in confidence"),
    about=ABOUT,
    importance=Importance.RESULT,
    sentence=_granted,
    tone="ok",
)
DECLINED = NoticeKind(
    name="access_declined",
    label=gettext_lazy("Access in confidence is declined"),
    about=ABOUT,
    importance=Importance.RESULT,
    sentence=lambda request, payload: (
        _("%(who)s declined to show the details") % {"who": named(request.listing.owner)}
    ),
    tone="no",
)
REVOKED = NoticeKind(
    name="access_revoked",
    label=gettext_lazy("Access in confidence is revoked"),
    about=ABOUT,
    importance=Importance.RESULT,
    sentence=lambda request, payload: (
        _("%(who)s revoked your access to the details") % {"who": named(request.listing.owner)}
    ),
    tone="no",
)
ENDED = NoticeKind(
    name="access_ended",
    label=gettext_lazy("Access in confidence has ended"),
    about=ABOUT,
    importance=Importance.NEWS,
    sentence=lambda request, payload: _("The access to the details has ended"),
)

notices_register(ASKED, GRANTED, DECLINED, REVOKED, ENDED)
