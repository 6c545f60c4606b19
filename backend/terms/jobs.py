"""What runs by the clock for terms."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from backend.accounts.selectors import actors_of
from backend.core.notices import notice_send
from backend.deals.models import DealDuty
from backend.deals.selectors import people_in_deal

from .models import Offer
from .notices import ENDING
from .services import offer_expire

AHEAD = timedelta(days=1)


def offers_expire() -> int:
    """Let go what nobody answered in time; return how many were due."""
    due = Offer.objects.filter(state=Offer.State.OPEN, expires_at__lte=timezone.now())
    found = list(due.order_by("pk").values_list("pk", flat=True))
    for offer_id in found:
        offer_expire(offer_id=offer_id)
    return len(found)


def offers_remind() -> int:
    """Remind who is to answer an offer that stands for a day more; return how many notices are new."""
    now = timezone.now()
    ending = Offer.objects.filter(
        state=Offer.State.OPEN, expires_at__gt=now, expires_at__lte=now + AHEAD
    )
    told = 0
    for offer in ending.select_related("deal").order_by("pk"):
        across = DealDuty(offer.by).other
        told += notice_send(
            ENDING,
            readers=actors_of(people_in_deal(offer.deal, across)),
            about=offer.pk,
            key=f"offer:{offer.pk}:ending",
        )
    return told
