"""Answers of pairings to their own events: who is told."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from backend.accounts.selectors import actors_of
from backend.accounts.templatetags.people import named
from backend.catalog.events import ListingClosed, ListingContracted, ListingWithdrawn
from backend.catalog.selectors import people_of_listing
from backend.core.notices import NoticeKind, notice_send
from notifications import facade as notifications

from .events import (
    PairingAccepted,
    PairingDeclined,
    PairingProposed,
    PairingReconsidered,
    PairingReferred,
    PairingResumed,
)
from .models import Pairing, Referral, Side
from .notices import ACCEPTED, DECLINED, PROPOSED, RECONSIDERED, REFERRED


def pairing_notify(event: PairingProposed, event_id: int) -> None:
    """What is new among the best of a side reaches it at once; the others wait on its page."""
    pairing = _pairing(event.pairing_id)
    people = {pk for side in event.told for pk in people_of_listing(pairing.listing_of(Side(side)))}
    if people and pairing.need.published and pairing.offer.published:
        notice_send(
            PROPOSED,
            readers=actors_of(people),
            about=pairing.pk,
            # Not the event: a match from the other side proposes the same pairing.
            key=_key(pairing.pk),
        )


def matches_settle(
    event: ListingWithdrawn | ListingClosed | ListingContracted, event_id: int
) -> None:
    """A match of what left the market is news to nobody."""
    of_it = Q(need_id=event.listing_id) | Q(offer_id=event.listing_id)
    found = Pairing.objects.filter(of_it).values_list("pk", flat=True)
    notifications.settle([_key(pk) for pk in found])


def acceptance_notify(event: PairingAccepted | PairingResumed, event_id: int) -> None:
    """The other side's turn, anew after talks that ended; brokers follow."""
    _tell_across(event, ACCEPTED, event_id)


def decline_notify(event: PairingDeclined, event_id: int) -> None:
    """The other side reads why."""
    _tell_across(event, DECLINED, event_id, reason=event.reason)


def reconsideration_notify(event: PairingReconsidered, event_id: int) -> None:
    """The other side may decide again."""
    _tell_across(event, RECONSIDERED, event_id)


def referral_notify(event: PairingReferred, event_id: int) -> None:
    """Both sides read the broker's note, and answer where they have not."""
    pairing = _pairing(event.pairing_id)
    people = {pk for side in Side for pk in people_of_listing(pairing.listing_of(side))}
    referral = Referral.objects.get(pk=event.referral_id)
    notice_send(
        REFERRED,
        readers=actors_of(people - {referral.broker_id}),
        about=pairing.pk,
        payload={"broker": str(referral.broker), "agency": named(referral.agency)},
        key=f"event:{event_id}",
    )


def _key(pairing_id: int) -> str:
    return f"pairing:{pairing_id}"


def _pairing(pairing_id: int) -> Pairing:
    return Pairing.objects.select_related("need", "offer").get(pk=pairing_id)


def _tell_across(
    event: PairingAccepted | PairingDeclined | PairingReconsidered | PairingResumed,
    kind: NoticeKind,
    event_id: int,
    **payload: Any,
) -> None:
    """A side to which it never was recommended knows nothing of it and is told nothing."""
    pairing = _pairing(event.pairing_id)
    other = Side(event.side).other
    people = people_of_listing(pairing.listing_of(other)) if pairing.listed_since(other) else set()
    brokers = {
        broker
        for side in Side
        if pairing.listed_since(side) and (broker := pairing.listing_of(side).broker_id)
    }
    notice_send(
        kind,
        readers=actors_of(people | brokers),
        about=pairing.pk,
        payload={"side": event.side, **payload},
        key=f"event:{event_id}",
    )
