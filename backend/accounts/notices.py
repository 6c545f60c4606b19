"""What people are told of organisations."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.core.notices import About, Importance, NoticeKind, notices_register
from backend.core.places import place_named

from .actors import Actor
from .models import Organisation, User
from .selectors import organisations_known_to
from .templatetags.people import named


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, Organisation]:
    return organisations_known_to(actor).in_bulk(ids)


ORGANISATION = About(
    name="organisation", read=_known, url=lambda organisation: place_named("desk").url()
)


# Of its members, whom the settings page lists.
TEAM = replace(ORGANISATION, url=lambda organisation: reverse("settings"))


def _registered(organisation: Organisation, payload: Mapping[str, Any]) -> str:
    return _("%(name)s registered and waits for verification") % {"name": named(organisation)}


def _verified(organisation: Organisation, payload: Mapping[str, Any]) -> str:
    return _("%(name)s is verified: its drafts can be published") % {"name": named(organisation)}


def _joined(organisation: Organisation, payload: Mapping[str, Any]) -> str:
    person = User.objects.get(pk=payload["user"])
    return _("%(person)s joined %(name)s") % {"person": person, "name": named(organisation)}


REGISTERED = NoticeKind(
    name="organisation_registered",
    about=ORGANISATION,
    importance=Importance.TURN,
    sentence=_registered,
    tone="wait",
    mail=gettext_lazy("Check its name and code, and verify it on your desk."),
)
VERIFIED = NoticeKind(
    name="organisation_verified",
    about=ORGANISATION,
    importance=Importance.RESULT,
    sentence=_verified,
    tone="ok",
    mail=gettext_lazy("Publish your drafts now: what fits them is looked for at once."),
)
JOINED = NoticeKind(
    name="member_joined",
    about=TEAM,
    importance=Importance.NEWS,
    sentence=_joined,
)

notices_register(REGISTERED, VERIFIED, JOINED)
