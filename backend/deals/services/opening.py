"""How deals open: what an origin knows of them, who takes part, what each may read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from backend.accounts.actors import Actor
from backend.catalog.models import Listing
from backend.catalog.services import listing_grant
from backend.core.numbers import number_take
from backend.core.outbox import publish
from backend.deals.events import DealOpened
from backend.deals.models import Deal, DealDuty, Stage

from .people import broker_join, brokers_join, person_join
from .stages import stay_begin


@dataclass(frozen=True, slots=True, kw_only=True)
class DealValues:
    """What an origin knows of the deal that it opens.

    ``people`` are those who take part for the buyer and the seller; the brokers of the listings
    are added, and ``broker_id``, who brought the two together.
    """

    origin_kind: str
    origin_id: int | None
    title: str
    buyer_id: int
    seller_id: int
    need: Listing | None = None
    offer: Listing | None = None
    people: Iterable[tuple[int, DealDuty]] = ()
    broker_id: int | None = None


def deal_open(*, actor: Actor, values: DealValues) -> Deal:
    """Open a deal in the caller's transaction, or return the running one of the same two listings.

    Each party may from now on read the confidential details of the other's listing.
    """
    running = _running(values)
    if running is not None:
        return running
    try:
        with transaction.atomic():
            deal = Deal.objects.create(
                number=number_take("deal"),
                buyer_id=values.buyer_id,
                seller_id=values.seller_id,
                need=values.need,
                offer=values.offer,
                origin_kind=values.origin_kind,
                origin_id=values.origin_id,
                title=values.title,
            )
    except IntegrityError:
        # Another origin opened one over the same listings in this very moment.
        running = _running(values)
        if running is None:
            raise
        return running
    stay_begin(deal, actor_id=actor.user_id)
    for user_id, duty in values.people:
        person_join(deal, user_id, duty, deal.party_id(duty))
    if values.broker_id is not None:
        broker_join(deal, values.broker_id, introduced=True)
    brokers_join(deal)
    _grant(deal, actor)
    publish(
        DealOpened(deal_id=deal.pk, origin_kind=deal.origin_kind, origin_id=deal.origin_id),
        actor_id=actor.user_id,
    )
    return deal


def _running(values: DealValues) -> Deal | None:
    if values.need is None or values.offer is None:
        return None
    found = Deal.objects.filter(need=values.need, offer=values.offer)
    return found.exclude(stage=Stage.LOST).first()


def _grant(deal: Deal, actor: Actor) -> None:
    # Both services lock in the order of ids, so that two deals over one listing cannot deadlock.
    grants = [(deal.need_id, deal.seller_id), (deal.offer_id, deal.buyer_id)]
    for listing_id, organisation_id in sorted((a, b) for a, b in grants if a is not None):
        listing_grant(
            listing_id=listing_id,
            organisation_id=organisation_id,
            ground=f"deal:{deal.pk}",
            actor_id=actor.user_id,
        )
