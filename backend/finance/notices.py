"""What firms, officers and banks are told of wishes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Wish
from .selectors import wishes_known


def _wishes(actor: Actor, ids: Collection[int]) -> Mapping[int, Wish]:
    return {found.pk: found for found in wishes_known(actor).filter(pk__in=ids)}


ABOUT = About(
    name="wish",
    read=_wishes,
    url=lambda found: reverse("wish", args=[found.pk]),
    title=lambda found: found.firm.name,
    topic=Topic(name="finance", words=gettext_lazy("Technology finance")),
)


def _kind(
    name: str, importance: Importance, say: Callable[[], str], label: object, tone: str = "wait"
) -> NoticeKind:
    def sentence(thing: Any, payload: Mapping[str, Any]) -> str:
        return say()

    return NoticeKind(
        name=name, about=ABOUT, importance=importance, sentence=sentence, label=label, tone=tone
    )


MADE = _kind(
    "wish_made",
    Importance.TURN,
    lambda: _("A financing wish waits for its credit check"),
    gettext_lazy("A financing wish waits for my unit"),
)
DECLINED = _kind(
    "wish_declined",
    Importance.RESULT,
    lambda: _("Your financing wish does not go onto the white list"),
    gettext_lazy("My financing wish is not listed"),
    "no",
)
LISTED = _kind(
    "wish_sent",
    Importance.TURN,
    lambda: _("A firm of the white list asks for money; your answer is waited for"),
    gettext_lazy("A white list comes to my bank"),
)
ANSWERED = _kind(
    "wish_answered",
    Importance.RESULT,
    lambda: _("A bank answered your financing wish"),
    gettext_lazy("A bank answers my financing wish"),
    "ok",
)
notices_register(MADE, DECLINED, LISTED, ANSWERED)
