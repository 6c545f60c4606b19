"""What people are told of deals."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.core.notices import About, Importance, NoticeKind, notices_register

from .lifecycle import lost_words
from .models import Deal, Stage
from .selectors import deals_followed_by


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, Deal]:
    return deals_followed_by(actor).in_bulk(ids)


DEAL = About(
    name="deal",
    read=_known,
    url=lambda deal: reverse("deal", args=[deal.pk]),
    title=lambda deal: deal.title,
)
OPENED = NoticeKind(
    name="deal_opened",
    about=DEAL,
    importance=Importance.RESULT,
    sentence=lambda deal, payload: _(
        "Both sides accepted: talks are open, and either side may draft the contract"
    ),
    tone="ok",
    mail=gettext_lazy("Get in touch; once you agree, one side drafts the contract record."),
)
ENDED = NoticeKind(
    name="deal_ended",
    about=DEAL,
    importance=Importance.RESULT,
    sentence=lambda deal, payload: (
        _("The talks ended: %(reason)s") % {"reason": lost_words(payload["reason"])}
    ),
    tone="no",
)
MOVED = NoticeKind(
    name="deal_moved",
    about=DEAL,
    importance=Importance.NEWS,
    sentence=lambda deal, payload: (
        _("The talks moved to the stage “%(stage)s”") % {"stage": Stage(payload["stage"]).label}
    ),
)

notices_register(OPENED, ENDED, MOVED)
