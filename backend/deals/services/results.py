"""What came of a closed deal, asked of both sides; need and achievement learn of it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.services import achievement_transferred, need_solved
from backend.core.errors import WrongState
from backend.core.outbox import publish
from backend.deals.events import DealListingChanged, DealResultGiven
from backend.deals.lifecycle import deal_lock
from backend.deals.models import Deal, DealDuty, DealResult, Outcome, Stage
from backend.deals.rules import party_of
from backend.deals.selectors import deals_over_listing

MOST = 2000


def result_give(*, actor: Actor, deal_id: int, outcome: str, words: str = "") -> DealResult:
    """Say for the actor's side what came of a closed deal; said again, the last word counts.

    Where the buyer says that it worked the need is closed as solved, and the achievement's transfer is
    on record. Raises NotFound, NotPermitted, WrongState, ValidationError by field.
    """
    with transaction.atomic():
        deal = deal_lock(actor, deal_id)
        party = party_of(actor, deal)
        if deal.stage != Stage.CLOSED:
            raise WrongState(_("Results are given once a deal is closed."))
        if outcome not in Outcome.values:
            raise ValidationError({"outcome": [_("Choose what came of it.")]})
        words = words.replace("\x00", "").strip()
        if len(words) > MOST:
            raise ValidationError({"words": [_("At most %(n)s characters.") % {"n": MOST}]})
        result, _created = DealResult.objects.update_or_create(
            deal=deal,
            duty=party,
            defaults={"outcome": outcome, "words": words, "given_by_id": actor.person},
        )
        publish(DealResultGiven(deal_id=deal.pk, by=party, outcome=outcome), actor_id=actor.user_id)
        if party == DealDuty.BUYER and outcome != Outcome.NOT:
            _carry(deal, solved=outcome == Outcome.WORKED, actor=actor)
    return result


def _carry(deal: Deal, *, solved: bool, actor: Actor) -> None:
    if solved and deal.need_id is not None:
        need_solved(listing_id=deal.need_id, actor_id=actor.user_id)
    if deal.offer_id is not None:
        achievement_transferred(listing_id=deal.offer_id, actor_id=actor.user_id)


def deals_hear_of_listing(
    *, listing_id: int, change: str, actor_id: int | None, event_id: int
) -> int:
    """Put on record in each running deal over a listing that it changed, once for an event; return in
    how many. That it is in contract matters only to talks that no contract binds."""
    with transaction.atomic():
        deals = [
            deal
            for deal in deals_over_listing(listing_id, talks=change == "contracted")
            if deal.changes_heard < event_id
        ]
        for deal in deals:
            Deal.objects.filter(pk=deal.pk).update(changes_heard=event_id)
            publish(
                DealListingChanged(
                    deal_id=deal.pk,
                    listing_id=listing_id,
                    need=deal.need_id == listing_id,
                    change=change,
                ),
                actor_id=actor_id,
            )
    return len(deals)
