"""What firms are told of their grades."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Standing
from .rules import standings_readable


def _standings(actor: Actor, ids: Collection[int]) -> Mapping[int, Standing]:
    found = Standing.objects.filter(standings_readable(actor), pk__in=ids).select_related("firm")
    return {standing.pk: standing for standing in found}


def _named(standing: Standing, payload: Mapping[str, Any]) -> dict[str, str]:
    return {"grade": standing.grade.words}


ABOUT = About(
    name="standing",
    read=_standings,
    url=lambda found: reverse("standing", args=[found.pk]),
    title=lambda found: found.firm.name,
    topic=Topic(name="ladder", words=gettext_lazy("Grades of firms")),
)
POOLED = NoticeKind(
    name="standing_pooled",
    about=ABOUT,
    importance=Importance.RESULT,
    sentence=lambda found, payload: (
        _("Your firm is in the pool for “%(grade)s”") % _named(found, payload)
    ),
    label=gettext_lazy("My firm enters a pool"),
    tone="ok",
)
RECOGNISED = NoticeKind(
    name="standing_recognised",
    about=ABOUT,
    importance=Importance.RESULT,
    sentence=lambda found, payload: (
        _("Your firm is recognised as “%(grade)s”") % _named(found, payload)
    ),
    label=gettext_lazy("My firm is recognised"),
    tone="ok",
)
SELECTED = NoticeKind(
    name="standing_selected",
    about=ABOUT,
    importance=Importance.NEWS,
    sentence=lambda found, payload: (
        _("Your firm was picked for “%(grade)s”") % _named(found, payload)
    ),
    label=gettext_lazy("My firm is picked for a grade"),
)
notices_register(SELECTED, POOLED, RECOGNISED)
