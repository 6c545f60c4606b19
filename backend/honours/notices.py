"""What persons are told of lists of honours."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .selectors import honours_known

ASKED = NoticeKind(
    name="honour_asked",
    label=gettext_lazy("I stand on a list of honours and am asked whether I am named"),
    about=About(
        name="honour_list",
        read=honours_known,
        url=lambda found: reverse("honour_list", args=[found.pk]),
        title=lambda found: f"{found.year} · {found.get_kind_display()}",
        topic=Topic(name="honours", words=gettext_lazy("Honours")),
    ),
    importance=Importance.TURN,
    sentence=lambda found, payload: _(
        "You stand on this list of honours; say whether you want to be named"
    ),
)

notices_register(ASKED)
