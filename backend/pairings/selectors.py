"""Reads of pairings, within what the reader may follow."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import party_query
from backend.catalog.kinds import KINDS
from backend.catalog.models import Status
from backend.core.errors import NotFound

from .models import Decision, Pairing, Side
from .rules import stands_by


def _followed(actor: Actor) -> Q:
    """The SQL of rules.may_follow; a property test compares the two."""
    return party_query(
        actor,
        organisations=["need__owner", "offer__owner"],
        people=["need__broker", "offer__broker"],
    )


# The tables of either side's details.
_DETAILS = [
    f"{'need' if kind.seeks else 'offer'}__{kind.relation}"
    for kind in KINDS.values()
    if kind.paired
]


def pairings_followed_by(actor: Actor) -> QuerySet[Pairing]:
    """Pairings the actor may see, best first."""
    return (
        Pairing.objects.filter(_followed(actor))
        .select_related(
            "need__owner",
            "offer__owner",
            *_DETAILS,
            "deal",
        )
        .order_by("-probability", "pk")
    )


def pairings_open_for(actor: Actor) -> QuerySet[Pairing]:
    """Pairings worth showing: on the market, not declined, not superseded."""
    return pairings_followed_by(actor).filter(
        ~Q(need_decision=Decision.DECLINED),
        ~Q(offer_decision=Decision.DECLINED),
        superseded=False,
        need__status=Status.PUBLISHED,
        offer__status=Status.PUBLISHED,
    )


def pairings_of_listing(actor: Actor, listing_id: int) -> QuerySet[Pairing]:
    """A listing's pairings the actor may see, best first, without superseded ones."""
    return pairings_followed_by(actor).filter(
        Q(need_id=listing_id) | Q(offer_id=listing_id), superseded=False
    )


def pairing_followed_by(actor: Actor, pairing_id: int) -> Pairing:
    """One pairing. Raises NotFound, also where the actor may not know of it."""
    found = pairings_followed_by(actor).filter(pk=pairing_id).first()
    if found is None:
        raise NotFound(_("This pairing does not exist, or you may not see it."))
    return found


def place_among_needs_pairings(actor: Actor, pairing: Pairing) -> tuple[int, int] | None:
    """The pairing's place among its need's recommendations and their number.

    None for whoever may not see them all: an offer's side is not told of its rivals.
    """
    if not stands_by(actor, pairing.need):
        return None
    rivals = Pairing.objects.filter(need_id=pairing.need_id, superseded=False)
    return position_of(pairing, Side.NEED), rivals.exclude(pk=pairing.pk).count() + 1


def position_of(pairing: Pairing, side: Side) -> int:
    """The pairing's place, from 1, among the recommendations of a side's listing."""
    rivals = Pairing.objects.filter(**{f"{side}_id": pairing.listing_of(side).pk}, superseded=False)
    better = rivals.filter(
        Q(probability__gt=pairing.probability)
        | Q(probability=pairing.probability, pk__lt=pairing.pk)
    )
    return better.count() + 1
