"""What people are told of catalogues of recommended technologies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Edition
from .selectors import editions_known

EDITION = About(
    name="edition",
    read=editions_known,
    url=lambda edition: reverse("edition", args=[edition.pk]),
    title=lambda edition: edition.title,
    topic=Topic(name="editions", words=gettext_lazy("Recommended technologies")),
)


def _judged(edition: Edition, payload: Mapping[str, Any]) -> str:
    if payload["accepted"]:
        return _("“%(title)s” is accepted for the catalogue") % payload
    return _("“%(title)s” is not taken into the catalogue: %(verdict)s") % payload


PUBLISHED = NoticeKind(
    name="edition_published",
    label=gettext_lazy("A catalogue of recommended technologies appears"),
    about=EDITION,
    importance=Importance.NEWS,
    sentence=lambda edition, payload: _("A catalogue of recommended technologies appeared"),
)
JUDGED = NoticeKind(
    name="edition_entry_judged",
    label=gettext_lazy("My proposal for a catalogue is judged"),
    about=EDITION,
    importance=Importance.RESULT,
    sentence=_judged,
)

notices_register(PUBLISHED, JUDGED)
