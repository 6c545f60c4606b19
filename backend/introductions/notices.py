"""What people are told of invitations to talks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register
from backend.deals.models import DealDuty

from .models import Introduction
from .selectors import introductions_followed_by


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, Introduction]:
    return introductions_followed_by(actor).in_bulk(ids)


def _made(introduction: Introduction, payload: Mapping[str, Any]) -> str:
    words = {"who": named(introduction.proposed_for)}
    if introduction.brokered:
        other = {"buyer": named(introduction.buyer), "seller": named(introduction.seller)}
        return _("%(who)s would bring %(buyer)s and %(seller)s into talks") % (words | other)
    return _("%(who)s invites you to talks") % words


def _answered(introduction: Introduction, payload: Mapping[str, Any]) -> str:
    return named(introduction.organisation_of(DealDuty(payload["side"])))


INTRODUCTIONS = Topic(name="introductions", words=gettext_lazy("Invitations to talks"))
INTRODUCTION = About(
    name="introduction",
    read=_known,
    url=lambda introduction: reverse("introduction", args=[introduction.pk]),
    title=lambda introduction: introduction.title,
    topic=INTRODUCTIONS,
)
MADE = NoticeKind(
    name="introduction_made",
    label=gettext_lazy("I am invited to talks"),
    about=INTRODUCTION,
    importance=Importance.TURN,
    sentence=_made,
    tone="wait",
    mail=gettext_lazy("Read what it is about, and agree to talk or decline."),
)
AGREED = NoticeKind(
    name="introduction_agreed",
    label=gettext_lazy("An invitation to talks is agreed"),
    about=INTRODUCTION,
    importance=Importance.NEWS,
    sentence=lambda introduction, payload: (
        _("%(who)s would talk; the other side has not answered yet")
        % {"who": _answered(introduction, payload)}
    ),
)
DECLINED = NoticeKind(
    name="introduction_declined",
    label=gettext_lazy("An invitation to talks is declined"),
    about=INTRODUCTION,
    importance=Importance.RESULT,
    sentence=lambda introduction, payload: (
        _("%(who)s declined the invitation to talks") % {"who": _answered(introduction, payload)}
    ),
    tone="no",
)
WITHDRAWN = NoticeKind(
    name="introduction_withdrawn",
    label=gettext_lazy("An invitation to talks is withdrawn"),
    about=INTRODUCTION,
    importance=Importance.NEWS,
    sentence=lambda introduction, payload: (
        _("%(who)s took the invitation to talks back") % {"who": named(introduction.proposed_for)}
    ),
)

notices_register(MADE, AGREED, DECLINED, WITHDRAWN)
