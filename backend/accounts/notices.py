"""What people are told of organisations."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register
from backend.core.places import place_named
from notifications.contracts import Frequency

from .actors import Actor
from .models import Organisation, User
from .selectors import organisations_known_to
from .templatetags.people import named


def organisation_scopes(reader: Actor, *organisation_ids: int | None) -> tuple[str, ...]:
    """Those of these organisations that are the reader's, as what notices are preferred by."""
    mine = dict.fromkeys(pk for pk in organisation_ids if pk is not None and reader.belongs_to(pk))
    return tuple(f"organisation:{pk}" for pk in mine)


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, Organisation]:
    return organisations_known_to(actor).in_bulk(ids)


def _oneself(actor: Actor, ids: Collection[int]) -> Mapping[int, User]:
    return User.objects.filter(pk=actor.person).in_bulk(ids)


ACCOUNT = Topic(name="account", words=gettext_lazy("My organisations and my account"))
ORGANISATION = About(
    name="organisation",
    read=_known,
    url=lambda organisation: place_named("desk").url(),
    topic=ACCOUNT,
    scopes=lambda organisation, reader: organisation_scopes(reader, organisation.pk),
)
ONESELF = About(
    name="user",
    read=_oneself,
    url=lambda user: place_named("preferences").url(),
    topic=ACCOUNT,
)


# Of its members, whom the settings page lists.
TEAM = replace(ORGANISATION, url=lambda organisation: reverse("settings"))


def _verified(organisation: Organisation, payload: Mapping[str, Any]) -> str:
    return _("%(name)s is verified: its drafts can be published") % {"name": named(organisation)}


def _joined(organisation: Organisation, payload: Mapping[str, Any]) -> str:
    person = User.objects.get(pk=payload["user"])
    return _("%(person)s joined %(name)s") % {"person": person, "name": named(organisation)}


VERIFIED = NoticeKind(
    name="organisation_verified",
    label=gettext_lazy("My organisation is verified"),
    about=ORGANISATION,
    importance=Importance.RESULT,
    sentence=_verified,
    tone="ok",
    mail=gettext_lazy("Publish your drafts now: what fits them is looked for at once."),
)
JOINED = NoticeKind(
    name="member_joined",
    label=gettext_lazy("Somebody joins my organisation"),
    about=TEAM,
    importance=Importance.NEWS,
    sentence=_joined,
)
MAIL_PAUSED = NoticeKind(
    name="mail_paused",
    about=ONESELF,
    importance=Importance.TURN,
    sentence=lambda user, payload: (
        _("Mail to %(address)s comes back: nothing more is sent there")
        % {"address": payload["address"]}
    ),
    detail=lambda user, payload: _("Check the address, or change it, and let mail be sent again."),
    label=gettext_lazy("Mail to me comes back"),
    frequency=lambda user: Frequency.OFF,
    tone="no",
)

notices_register(VERIFIED, JOINED, MAIL_PAUSED)
