"""Answers of deals to events below them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from backend.accounts.events import MemberLeft
from backend.accounts.selectors import actors_of
from backend.catalog.events import (
    ListingAudienceChanged,
    ListingClosed,
    ListingContracted,
    ListingRevised,
    ListingWithdrawn,
)
from backend.core.events import DomainEvent
from backend.core.notices import NoticeKind, notice_send
from backend.core.selectors import event_actor, event_time

from .events import (
    DealEnded,
    DealListingChanged,
    DealOpened,
    DealResultGiven,
    DealStageMoved,
    MeetingCancelled,
    MeetingMoved,
    MeetingPlanned,
    NdaAgreed,
    NextStepPlanned,
)
from .models import Deal, DealDuty, Meeting, Stage
from .notices import (
    CLOSED,
    ENDED,
    LISTING_CHANGED,
    MEETING_ASKED,
    MEETING_CANCELLED,
    MEETING_MOVED,
    MOVED,
    NDA_AGREED,
    NDA_WAITS,
    OPENED,
    RESULT,
    STEP,
)
from .selectors import duties_of, people_in_deal
from .services import deal_touch, deals_brokers_follow, deals_hear_of_listing, deals_people_leave
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
    """The others learn where somebody moved the deal; what contracts do to it they tell themselves.

    Of a closed deal both sides are asked what came of it.
    """
    deal = Deal.objects.get(pk=event.deal_id)
    if event.after == Stage.CLOSED:
        _tell(CLOSED, deal, event_id)
    if not event.by_hand or event.after not in BY_HAND:
        return
    notice_send(
        MOVED,
        readers=actors_of(people_in_deal(deal) - {event_actor(event_id)}),
        about=deal.pk,
        payload={"stage": event.after},
        key=f"event:{event_id}",
    )


def deal_step_notify(event: NextStepPlanned, event_id: int) -> None:
    """Whose step it is learns of it; whoever planned it need not be told."""
    deal = Deal.objects.get(pk=event.deal_id)
    _tell(
        STEP,
        deal,
        event_id,
        *duties_of(event.whose),
        but=event_actor(event_id),
        payload={"what": event.what, "due_on": event.due_on},
    )


def deal_nda_notify(event: NdaAgreed, event_id: int) -> None:
    """The other side is asked for its own; once both agreed everybody learns of it."""
    deal = Deal.objects.get(pk=event.deal_id)
    if event.complete:
        _tell(NDA_AGREED, deal, event_id, but=event_actor(event_id))
    else:
        _tell(NDA_WAITS, deal, event_id, DealDuty(event.by).other, DealDuty.BROKER)


def deal_result_notify(event: DealResultGiven, event_id: int) -> None:
    """The others read what one side says came of it."""
    _tell(
        RESULT,
        Deal.objects.get(pk=event.deal_id),
        event_id,
        but=event_actor(event_id),
        payload={"by": event.by, "outcome": event.outcome},
    )


def deals_hear_of_change(
    event: ListingRevised | ListingWithdrawn | ListingClosed | ListingContracted, event_id: int
) -> None:
    """What a deal is about changed under it: it is put on record there, once."""
    deals_hear_of_listing(
        listing_id=event.listing_id,
        change=event.name.removeprefix("listing."),
        actor_id=event_actor(event_id),
        event_id=event_id,
    )


def deal_listing_notify(event: DealListingChanged, event_id: int) -> None:
    """Everybody in the deal but who did it; of several edits of one day once."""
    deal = Deal.objects.get(pk=event.deal_id)
    _tell(
        LISTING_CHANGED,
        deal,
        event_id,
        but=event_actor(event_id),
        payload={"need": event.need, "change": event.change},
        key=f"deal:{deal.pk}:{event.listing_id}:{event.change}:{timezone.localdate()}",
    )


def meeting_notify(event: MeetingPlanned | MeetingMoved | MeetingCancelled, event_id: int) -> None:
    """Who is asked gets the invitation as it is now; whoever sent it has it on the page."""
    kinds = {
        MeetingPlanned.name: MEETING_ASKED,
        MeetingMoved.name: MEETING_MOVED,
        MeetingCancelled.name: MEETING_CANCELLED,
    }
    meeting = Meeting.objects.get(pk=event.meeting_id)
    people = set(meeting.guests.values_list("user_id", flat=True)) - {event_actor(event_id)}
    notice_send(
        kinds[event.name], readers=actors_of(people), about=meeting.pk, key=f"event:{event_id}"
    )


def _tell(
    kind: NoticeKind,
    deal: Deal,
    event_id: int,
    *duties: DealDuty,
    but: int | None = None,
    payload: dict[str, Any] | None = None,
    key: str = "",
) -> None:
    notice_send(
        kind,
        readers=actors_of(people_in_deal(deal, *duties) - {but}),
        about=deal.pk,
        payload=payload,
        key=key or f"event:{event_id}",
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
