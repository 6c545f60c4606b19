"""What people are told of records about them, and of objections."""

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

from .models import Sanction
from .selectors import sanctions_readable_by


def _sanctions(actor: Actor, ids: Collection[int]) -> Mapping[int, Sanction]:
    return sanctions_readable_by(actor).in_bulk(ids)


def _words(sanction: Sanction) -> dict[str, str]:
    return {
        "unit": named(sanction.recorded_for),
        "until": day(sanction.ends_on),
        "name": named(sanction.organisation) if sanction.organisation else str(sanction.person),
    }


def _answered(sanction: Sanction, payload: Mapping[str, Any]) -> str:
    lifted = sanction.state == Sanction.State.LIFTED
    words = (
        _("%(unit)s lifted what was on record of you")
        if lifted
        else _("%(unit)s dismissed your objection; the record stands until %(until)s")
    )
    return words % _words(sanction)


SANCTION = About(
    name="sanction",
    read=_sanctions,
    url=lambda sanction: reverse("sanction", args=[sanction.pk]),
    title=lambda sanction: sanction.ground,
    topic=Topic(name="integrity", words=gettext_lazy("Integrity in research")),
)
RECORDED = NoticeKind(
    name="sanction_recorded",
    label=gettext_lazy("A breach of integrity is put on record of us or of me"),
    about=SANCTION,
    importance=Importance.RESULT,
    sentence=lambda sanction, payload: (
        _("%(unit)s put a breach on record, until %(until)s") % _words(sanction)
    ),
    mail=gettext_lazy("You may object once; another officer hears it."),
    tone="no",
)
OBJECTED = NoticeKind(
    name="sanction_objected",
    label=gettext_lazy("Somebody objects to a record of integrity"),
    about=SANCTION,
    importance=Importance.TURN,
    sentence=lambda sanction, payload: (
        _("%(name)s objects to what is on record") % _words(sanction)
    ),
    mail=gettext_lazy("Hear the objection: dismiss it, or lift the record."),
    tone="wait",
)
ANSWERED = NoticeKind(
    name="sanction_answered",
    label=gettext_lazy("What became of a record about us or me"),
    about=SANCTION,
    importance=Importance.RESULT,
    sentence=_answered,
)

notices_register(RECORDED, OBJECTED, ANSWERED)
