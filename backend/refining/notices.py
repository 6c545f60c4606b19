"""What people are told of the refinement of needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from backend.accounts.actors import Actor
from backend.accounts.notices import organisation_scopes
from backend.accounts.templatetags.people import named
from backend.core.notices import About, Group, Importance, NoticeKind, Topic, notices_register

from .models import Refinement
from .selectors import refinements_followed_by


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, Refinement]:
    return refinements_followed_by(actor).in_bulk(ids)


REFINING = Topic(name="refining", words=gettext_lazy("Refining of needs"))
REFINEMENT = About(
    name="refinement",
    read=_known,
    url=lambda refinement: reverse("refinement", args=[refinement.pk]),
    title=lambda refinement: refinement.listing.title,
    topic=REFINING,
    scopes=lambda refinement, reader: organisation_scopes(reader, refinement.listing.owner_id),
    group=lambda refinement, reader: Group(str(refinement.pk), refinement.listing.title),
)
ASKED = NoticeKind(
    name="refinement_asked",
    label=gettext_lazy("Somebody would refine my need"),
    about=REFINEMENT,
    importance=Importance.TURN,
    sentence=lambda refinement, payload: (
        _("%(who)s would help you to refine this need") % {"who": named(refinement.asked_for)}
    ),
    tone="wait",
    mail=gettext_lazy("Agree, or say why not."),
)
OPENED = NoticeKind(
    name="refinement_opened",
    label=gettext_lazy("I am asked to help to refine a need"),
    about=REFINEMENT,
    importance=Importance.TURN,
    sentence=lambda refinement, payload: (
        _("%(who)s asks you to help with this need: %(wish)s")
        % {"who": named(refinement.listing.owner), "wish": refinement.get_wish_display()}
    ),
    tone="wait",
    mail=gettext_lazy("Read it, say what is unclear, and propose other words field by field."),
)
DECLINED = NoticeKind(
    name="refinement_declined",
    label=gettext_lazy("An owner does not want his need refined"),
    about=REFINEMENT,
    importance=Importance.RESULT,
    sentence=lambda refinement, payload: (
        _("%(who)s does not want this need refined") % {"who": named(refinement.listing.owner)}
    ),
    detail=lambda refinement, payload: refinement.answer,
    tone="no",
)
PROPOSED = NoticeKind(
    name="refinement_proposed",
    label=gettext_lazy("Somebody proposes other words for my need"),
    about=REFINEMENT,
    importance=Importance.NEWS,
    sentence=lambda refinement, payload: (
        _("%(who)s proposes other words for your need") % {"who": payload["who"]}
    ),
    grouped=lambda n: ngettext("%(n)d proposal", "%(n)d proposals", n) % {"n": n},
    tone="wait",
)
ANSWERED = NoticeKind(
    name="refinement_answered",
    label=gettext_lazy("An owner answers my proposals"),
    about=REFINEMENT,
    importance=Importance.NEWS,
    sentence=lambda refinement, payload: (
        (
            _("%(who)s took up what you proposed")
            if payload["accepted"]
            else _("%(who)s leaves it as it is")
        )
        % {"who": named(refinement.listing.owner)}
    ),
    grouped=lambda n: ngettext("%(n)d answer", "%(n)d answers", n) % {"n": n},
)

notices_register(ASKED, OPENED, DECLINED, PROPOSED, ANSWERED)
