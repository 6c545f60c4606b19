"""What people are told of applications to higher programmes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Nomination
from .selectors import nominations_readable_by

ABOUT = About(
    name="nomination",
    read=lambda actor, ids: nominations_readable_by(actor).in_bulk(list(ids)),
    url=lambda nomination: reverse("nomination", args=[nomination.pk]),
    title=lambda nomination: nomination.title,
    topic=Topic(name="nominations", words=gettext_lazy("Applications to higher programmes")),
)
_SAID = {
    "recommended": gettext_lazy("Your project is recommended to %(programme)s"),
    "passed_over": gettext_lazy("Your project is not recommended to %(programme)s this time"),
    "established": gettext_lazy("Your project is established by %(programme)s"),
    "rejected": gettext_lazy("Your project was not established by %(programme)s"),
}


def _decided(nomination: Nomination, payload: Mapping[str, Any]) -> str:
    return str(_SAID[payload["state"]]) % payload


APPLIED = NoticeKind(
    name="nomination_applied",
    label=gettext_lazy("An organisation applies through our bureau"),
    about=ABOUT,
    importance=Importance.NEWS,
    sentence=lambda nomination, payload: _("%(applicant)s applied for %(programme)s") % payload,
)
DECIDED = NoticeKind(
    name="nomination_decided",
    label=gettext_lazy("My application to a higher programme is decided"),
    about=ABOUT,
    importance=Importance.RESULT,
    sentence=_decided,
)

notices_register(APPLIED, DECIDED)
