"""Answers of deals to events below them."""

from __future__ import annotations

from backend.accounts.events import MemberLeft
from backend.accounts.selectors import actors_of
from backend.catalog.events import ListingAudienceChanged
from backend.core.events import DomainEvent
from backend.core.notices import notice_send
from backend.core.selectors import event_actor, event_time

from .events import DealEnded, DealOpened, DealStageMoved
from .models import Deal
from .notices import ENDED, MOVED, OPENED
from .selectors import people_in_deal
from .services import deal_touch, deals_brokers_follow, deals_people_leave
from .stages import BY_HAND


def deals_follow_broker(event: ListingAudienceChanged, event_id: int) -> None:
    """A listing's broker accompanies its deals, the running ones too."""
    deals_brokers_follow(listing_id=event.listing_id)


def deals_member_leave(event: MemberLeft, event_id: int) -> None:
    """Somebody who left stands for the organisation in no deal any more."""
    deals_people_leave(organisation_id=event.organisation_id, user_id=event.user_id)


def deal_notify(event: DealOpened, event_id: int) -> None:
    """Both sides may draft the contract."""
    deal = Deal.objects.get(pk=event.deal_id)
    notice_send(
        OPENED, readers=actors_of(people_in_deal(deal)), about=deal.pk, key=f"event:{event_id}"
    )


def deal_ended_notify(event: DealEnded, event_id: int) -> None:
    """The other side reads why; whoever ended the talks need not be told."""
    deal = Deal.objects.get(pk=event.deal_id)
    people = people_in_deal(deal) - {deal.ended_by_id}
    notice_send(
        ENDED,
        readers=actors_of(people),
        about=deal.pk,
        payload={"reason": event.reason},
        key=f"event:{event_id}",
    )


def deal_moved_notify(event: DealStageMoved, event_id: int) -> None:
    """The others learn where somebody moved the deal; what contracts do to it they tell themselves."""
    if not event.by_hand or event.after not in BY_HAND:
        return
    deal = Deal.objects.get(pk=event.deal_id)
    notice_send(
        MOVED,
        readers=actors_of(people_in_deal(deal) - {event_actor(event_id)}),
        about=deal.pk,
        payload={"stage": event.after},
        key=f"event:{event_id}",
    )


def deal_moved(event: DomainEvent, event_id: int) -> None:
    """What was said, attached, given or done in a deal moved it."""
    facts = event.payload()
    about, about_id = (
        (facts["hangs_on"], facts["hangs_on_id"])
        if "hangs_on" in facts
        else (facts.get("about", "deal"), facts.get("about_id", facts.get("deal_id")))
    )
    if about == "deal" and about_id is not None:
        deal_touch(deal_id=about_id, moved_at=event_time(event_id))
