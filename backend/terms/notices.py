"""What people are told of terms."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.core.notices import About, Importance, NoticeKind, notices_register
from backend.deals.notices import TALKS, deal_scopes

from .models import Offer
from .selectors import offers_readable_by


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, Offer]:
    return offers_readable_by(actor).in_bulk(ids)


OFFER = About(
    name="offer",
    read=_known,
    url=lambda offer: reverse("offer", args=[offer.pk]),
    title=lambda offer: offer.deal.title,
    topic=TALKS,
    scopes=lambda offer, reader: deal_scopes(offer.deal, reader),
)
MADE = NoticeKind(
    name="offer_made",
    label=gettext_lazy("Terms are offered"),
    about=OFFER,
    importance=Importance.TURN,
    sentence=lambda offer, payload: (
        _("%(owner)s put terms on the table: round %(n)s")
        % {"owner": named(offer.organisation), "n": offer.round}
    ),
    tone="wait",
    mail=gettext_lazy(
        "Compare them line by line, then accept them as a whole, counter or decline."
    ),
)
ACCEPTED = NoticeKind(
    name="offer_accepted",
    label=gettext_lazy("Terms are accepted"),
    about=OFFER,
    importance=Importance.RESULT,
    sentence=lambda offer, payload: _("The terms of round %(n)s are accepted") % {"n": offer.round},
    tone="ok",
    mail=gettext_lazy("Next, one side drafts the contract from them."),
)
DECLINED = NoticeKind(
    name="offer_declined",
    label=gettext_lazy("Terms are declined"),
    about=OFFER,
    importance=Importance.TURN,
    sentence=lambda offer, payload: (
        _("The terms of round %(n)s were declined") % {"n": offer.round}
    ),
    detail=lambda offer, payload: offer.declined_note,
    tone="no",
    mail=gettext_lazy("Read what does not fit, and make a better offer if you wish."),
)
WITHDRAWN = NoticeKind(
    name="offer_withdrawn",
    label=gettext_lazy("Terms are withdrawn"),
    about=OFFER,
    importance=Importance.NEWS,
    sentence=lambda offer, payload: (
        _("The terms of round %(n)s were taken back") % {"n": offer.round}
    ),
)
EXPIRED = NoticeKind(
    name="offer_expired",
    label=gettext_lazy("Terms expire"),
    about=OFFER,
    importance=Importance.RESULT,
    sentence=lambda offer, payload: (
        _("The terms of round %(n)s expired unanswered") % {"n": offer.round}
    ),
    tone="no",
    mail=gettext_lazy("Either side may make a new offer."),
)
ENDING = NoticeKind(
    name="offer_ending",
    label=gettext_lazy("Terms expire tomorrow"),
    about=OFFER,
    importance=Importance.TURN,
    sentence=lambda offer, payload: (
        _("The terms of round %(n)s stand until tomorrow") % {"n": offer.round}
    ),
    tone="wait",
    mail=gettext_lazy("Answer them while they stand."),
)

notices_register(MADE, ACCEPTED, DECLINED, WITHDRAWN, EXPIRED, ENDING)
