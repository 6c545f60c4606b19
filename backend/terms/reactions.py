"""Answers of terms to events: who is told, and what falls with a deal."""

from __future__ import annotations

from backend.accounts.selectors import actors_of
from backend.core.notices import NoticeKind, notice_send
from backend.core.selectors import event_actor
from backend.deals.events import DealEnded
from backend.deals.models import DealDuty
from backend.deals.selectors import people_in_deal

from .events import OfferAccepted, OfferDeclined, OfferExpired, OfferMade, OfferWithdrawn
from .models import Offer
from .notices import ACCEPTED, DECLINED, EXPIRED, MADE, WITHDRAWN
from .services import offer_expire


def offer_made_notify(event: OfferMade, event_id: int) -> None:
    """The other side answers; whoever made it need not be told."""
    _tell(MADE, event.offer_id, event_id, DealDuty(event.by).other, DealDuty.BROKER)


def offer_accepted_notify(event: OfferAccepted, event_id: int) -> None:
    """Everybody learns that the terms stand, but who accepted them."""
    _tell(ACCEPTED, event.offer_id, event_id)


def offer_declined_notify(event: OfferDeclined, event_id: int) -> None:
    """Its side reads what does not fit."""
    _tell(DECLINED, event.offer_id, event_id, DealDuty(event.by), DealDuty.BROKER)


def offer_withdrawn_notify(event: OfferWithdrawn, event_id: int) -> None:
    """There is nothing to answer any more."""
    _tell(WITHDRAWN, event.offer_id, event_id, DealDuty(event.by).other, DealDuty.BROKER)


def offer_expired_notify(event: OfferExpired, event_id: int) -> None:
    """Both sides learn that time was up; where the talks ended, that says it."""
    if Offer.objects.get(pk=event.offer_id).deal.running:
        _tell(EXPIRED, event.offer_id, event_id)


def offers_follow_deal(event: DealEnded, event_id: int) -> None:
    """What is open falls with the talks."""
    found = Offer.objects.filter(deal_id=event.deal_id, state=Offer.State.OPEN)
    for offer_id in found.values_list("pk", flat=True):
        offer_expire(offer_id=offer_id)


def _tell(kind: NoticeKind, offer_id: int, event_id: int, *duties: DealDuty) -> None:
    offer = Offer.objects.select_related("deal").get(pk=offer_id)
    people = people_in_deal(offer.deal, *duties) - {event_actor(event_id)}
    notice_send(kind, readers=actors_of(people), about=offer.pk, key=f"event:{event_id}")
