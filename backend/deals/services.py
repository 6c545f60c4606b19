"""Writes of deals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING
from backend.accounts.models import Duty
from backend.accounts.selectors import members_with_duty, memberships_with_duty
from backend.catalog.models import Listing
from backend.catalog.services import listing_grant
from backend.core.lifecycles import moving
from backend.core.numbers import number_take
from backend.core.outbox import publish

from .events import DealOpened
from .lifecycle import DEAL
from .models import Deal, DealDuty, DealPerson, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class DealValues:
    """What an origin knows of the deal that it opens.

    ``people`` are those who take part for the buyer and the seller; the brokers of the listings
    are added.
    """

    origin_kind: str
    origin_id: int | None
    title: str
    buyer_id: int
    seller_id: int
    need: Listing | None = None
    offer: Listing | None = None
    people: Iterable[tuple[int, DealDuty]] = ()


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
    for user_id, duty in values.people:
        _join(deal, user_id, duty, deal.party_id(duty))
    brokers_join(deal)
    _grant(deal, actor)
    publish(
        DealOpened(deal_id=deal.pk, origin_kind=deal.origin_kind, origin_id=deal.origin_id),
        actor_id=actor.user_id,
    )
    return deal


def deal_end(
    *, actor: Actor, deal_id: int, expected_revision: int, reason: str, note: str = ""
) -> Deal:
    """End the talks without a contract, for a reason that the other side reads.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for the reason.
    """
    with moving(
        DEAL,
        "end",
        deal_id,
        actor=actor,
        expected_revision=expected_revision,
        reason=reason,
        note=note,
    ) as deal:
        deal.ended_by_id = actor.user_id
        deal.ended_at = timezone.now()
    return deal


SERVICES: dict[str, Callable[..., Deal]] = {"end": deal_end}


def deals_brokers_follow(*, listing_id: int) -> None:
    """Running deals over a listing have its broker in them, and no longer an earlier one."""
    about = Q(need_id=listing_id) | Q(offer_id=listing_id)
    with transaction.atomic():
        found = Deal.objects.select_for_update(of=("self",)).filter(about).exclude(stage=Stage.LOST)
        for deal in found.select_related("need", "offer").order_by("pk"):
            brokers_join(deal)


def deals_people_leave(*, organisation_id: int, user_id: int) -> None:
    """Who left an organisation stands for it in no deal any more; where a side would be left without
    anybody, a colleague who decides takes the place."""
    with transaction.atomic():
        successor = members_with_duty(organisation_id, *BINDING).order_by("pk").first()
        rows = DealPerson.objects.select_for_update(of=("self",)).filter(
            organisation_id=organisation_id, user_id=user_id
        )
        for row in rows.select_related("deal").order_by("pk"):
            row.delete()
            alone = not row.deal.people.filter(duty=row.duty).exists()
            if row.duty != DealDuty.BROKER and alone and successor is not None:
                _join(row.deal, successor.pk, DealDuty(row.duty), organisation_id)


def brokers_join(deal: Deal) -> None:
    """The brokers of a deal are those of its listings."""
    brokers = {
        listing.broker_id
        for listing in (deal.need, deal.offer)
        if listing is not None and listing.broker_id is not None
    }
    deal.people.filter(duty=DealDuty.BROKER).exclude(user_id__in=brokers).delete()
    for user_id in sorted(brokers):
        agency = memberships_with_duty(Duty.BROKER).filter(user_id=user_id).first()
        _join(deal, user_id, DealDuty.BROKER, agency.organisation_id if agency else None)


def _join(deal: Deal, user_id: int, duty: DealDuty, organisation_id: int | None) -> None:
    DealPerson.objects.get_or_create(
        deal=deal, user_id=user_id, duty=duty, defaults={"organisation_id": organisation_id}
    )


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
            listing_id=listing_id, organisation_id=organisation_id, actor_id=actor.user_id
        )
