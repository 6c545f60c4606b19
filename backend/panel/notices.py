"""What people are told of panels and their sittings."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.core import dates
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Decision, Sitting
from .selectors import need_lists, sittings_followed_by


def _sittings(actor: Actor, ids: Collection[int]) -> Mapping[int, Sitting]:
    return sittings_followed_by(actor).in_bulk(ids)


def _lists(actor: Actor, ids: Collection[int]) -> Mapping[int, Sitting]:
    return need_lists().in_bulk(ids)


PANELS = Topic(name="panels", words=gettext_lazy("Advisory panels"))
SITTING = About(
    name="sitting",
    read=_sittings,
    url=lambda sitting: reverse("sitting", args=[sitting.pk]),
    title=lambda sitting: sitting.title,
    topic=PANELS,
)
LIST = About(
    name="need_list",
    read=_lists,
    url=lambda sitting: reverse("need_list", args=[sitting.pk]),
    title=lambda sitting: f"{sitting.number} · {sitting.title}",
    topic=PANELS,
)
OPENED = NoticeKind(
    name="sitting_opened",
    label=gettext_lazy("A panel of which I am a member sits"),
    about=SITTING,
    importance=Importance.TURN,
    sentence=lambda sitting, payload: (
        _("%(panel)s sits on %(day)s: your verdict is asked for")
        % {"panel": sitting.panel, "day": dates.day(sitting.held_on)}
    ),
    tone="wait",
    mail=gettext_lazy("Read the needs on the agenda and answer the question of your kind."),
)
DECIDED = NoticeKind(
    name="need_decided_by_panel",
    label=gettext_lazy("A panel decides about my need"),
    about=LIST,
    importance=Importance.RESULT,
    sentence=lambda sitting, payload: (
        _("The advisory panel of %(unit)s decided about your need: %(decision)s")
        % {
            "unit": named(sitting.panel.unit),
            "decision": Decision(payload["decision"]).label,
        }
    ),
    detail=lambda sitting, payload: payload["title"],
    tone="ok",
)

notices_register(OPENED, DECIDED)
