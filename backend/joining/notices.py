"""What people are told of requests to join."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.notices import ACCOUNT, organisation_scopes
from backend.accounts.templatetags.people import named
from backend.core.notices import About, Importance, NoticeKind, notices_register

from .models import JoinRequest
from .selectors import requests_known_to


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, JoinRequest]:
    return requests_known_to(actor).in_bulk(ids)


REQUEST = About(
    name="join_request",
    read=_known,
    url=lambda request: reverse("join_request", args=[request.pk]),
    topic=ACCOUNT,
    scopes=lambda request, reader: organisation_scopes(reader, request.organisation_id),
)


def _asked(request: JoinRequest, payload: Mapping[str, Any]) -> str:
    told = {"person": request.person, "name": named(request.organisation)}
    return _("%(person)s asks to join %(name)s") % told


def _accepted(request: JoinRequest, payload: Mapping[str, Any]) -> str:
    return _("%(name)s took you in: you act for it now") % {"name": named(request.organisation)}


def _declined(request: JoinRequest, payload: Mapping[str, Any]) -> str:
    return _("%(name)s did not take you in") % {"name": named(request.organisation)}


ASKED = NoticeKind(
    name="join_asked",
    label=gettext_lazy("Somebody asks to join my organisation"),
    about=REQUEST,
    importance=Importance.TURN,
    sentence=_asked,
    tone="wait",
    mail=gettext_lazy("Let them join, or decline and say why."),
)
ACCEPTED = NoticeKind(
    name="join_accepted",
    label=gettext_lazy("My request to join is accepted"),
    about=REQUEST,
    importance=Importance.RESULT,
    sentence=_accepted,
    tone="ok",
)
DECLINED = NoticeKind(
    name="join_declined",
    label=gettext_lazy("My request to join is declined"),
    about=REQUEST,
    importance=Importance.RESULT,
    sentence=_declined,
    detail=lambda request, payload: request.decline_note,
    tone="no",
)

notices_register(ASKED, ACCEPTED, DECLINED)
