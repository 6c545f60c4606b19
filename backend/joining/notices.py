"""What people are told of joining, verification and suspension."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.notices import ACCOUNT, organisation_scopes
from backend.accounts.templatetags.people import named
from backend.core.notices import About, Importance, NoticeKind, notices_register
from backend.core.places import place_named

from .models import Application, JoinRequest
from .selectors import applications_known_to, requests_known_to


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


def _applications(actor: Actor, ids: Collection[int]) -> Mapping[int, Application]:
    return applications_known_to(actor).in_bulk(ids)


def _members_of(actor: Actor, ids: Collection[int]) -> Mapping[int, Organisation]:
    own = Organisation.objects.filter(pk__in=list(actor.duties))
    return own.in_bulk(ids)


APPLICATION = About(
    name="application",
    read=_applications,
    url=lambda application: reverse("application", args=[application.pk]),
    topic=ACCOUNT,
    scopes=lambda application, reader: organisation_scopes(reader, application.organisation_id),
)
STANDING = About(
    name="organisation",
    read=_members_of,
    url=lambda organisation: place_named("desk").url(),
    topic=ACCOUNT,
    scopes=lambda organisation, reader: organisation_scopes(reader, organisation.pk),
)


def _applied(application: Application, payload: Mapping[str, Any]) -> str:
    told = {"name": named(application.organisation)}
    return _("%(name)s registered and waits for verification") % told


def _rejected(application: Application, payload: Mapping[str, Any]) -> str:
    told = {"name": named(application.organisation)}
    return _("%(name)s was not verified: read why and apply again") % told


def _why(application: Application, payload: Mapping[str, Any]) -> str:
    return f"{application.get_rejection_reason_display()} {application.rejection_note}".strip()


def _suspended(organisation: Organisation, payload: Mapping[str, Any]) -> str:
    return _("%(name)s is suspended: you may read, and not act") % {"name": named(organisation)}


def _reinstated(organisation: Organisation, payload: Mapping[str, Any]) -> str:
    return _("The suspension of %(name)s is lifted") % {"name": named(organisation)}


APPLIED = NoticeKind(
    name="organisation_registered",
    label=gettext_lazy("An organisation waits for verification"),
    about=APPLICATION,
    importance=Importance.TURN,
    sentence=_applied,
    tone="wait",
    mail=gettext_lazy("Look at its licence, then verify it or say what is missing."),
)
REJECTED = NoticeKind(
    name="application_rejected",
    label=gettext_lazy("My organisation is not verified"),
    about=APPLICATION,
    importance=Importance.TURN,
    sentence=_rejected,
    detail=_why,
    tone="no",
    mail=gettext_lazy("Mend what is missing and apply again."),
)
SUSPENDED = NoticeKind(
    name="organisation_suspended",
    label=gettext_lazy("My organisation is suspended"),
    about=STANDING,
    importance=Importance.RESULT,
    sentence=_suspended,
    detail=lambda organisation, payload: payload["reason"],
    tone="no",
)
REINSTATED = NoticeKind(
    name="organisation_reinstated",
    label=gettext_lazy("A suspension of my organisation is lifted"),
    about=STANDING,
    importance=Importance.RESULT,
    sentence=_reinstated,
    detail=lambda organisation, payload: payload["reason"],
    tone="ok",
)

notices_register(ASKED, ACCEPTED, DECLINED, APPLIED, REJECTED, SUSPENDED, REINSTATED)
