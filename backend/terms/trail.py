"""The words of terms in the trail of their deal."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.trail import Words
from backend.core.models import Fact
from backend.deals.models import DealDuty

from .events import OfferExpired, OfferMade
from .lifecycle import OFFER


def _made(event: Fact) -> str:
    n = {"n": event.payload["round"]}
    if event.payload["by"] == DealDuty.BUYER:
        return _("Round %(n)s: the buyer offered terms") % n
    return _("Round %(n)s: the seller offered terms") % n


def _expired(event: Fact) -> str:
    return _("Round %(n)s: terms expired unanswered") % {"n": event.payload["round"]}


WORDS: Words = {OfferMade.name: _made, OfferExpired.name: _expired, **OFFER.trail_words()}
