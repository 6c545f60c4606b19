"""Reads of pairings, within what the reader may follow."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import party_query
from backend.catalog.kinds import KINDS
from backend.catalog.models import Status
from backend.catalog.selectors import details_readable
from backend.core.errors import NotFound
from backend.mandates.rules import mandated_query

from .models import Decision, Pairing, Side
from .rules import DECIDE, stands_by


def _of_sides(actor: Actor, **wanted: Any) -> Q:
    """Pairings of which a side that the actor stands by has all that is ``wanted`` of it."""
    found = Q(pk__in=[])
    for side in Side:
        party = party_query(actor, organisations=[f"{side}__owner"], people=[f"{side}__broker"])
        found |= party & Q(**{f"{side}_{name}": value for name, value in wanted.items()})
    return found


def _followed(actor: Actor) -> Q:
    """The SQL of rules.may_follow; a property test compares the two."""
    return _of_sides(actor, listed_at__isnull=False)


def _recommended(actor: Actor) -> Q:
    """What stands in the list of a side that the actor stands by."""
    return _of_sides(actor, listed_at__isnull=False, superseded=False)


def _as_seen(actor: Actor, name: str) -> Case:
    """A figure of the fit as this reader may know it: the SQL of reasons.fit_for."""
    reads = {side: details_readable(actor, f"{side}_id") for side in Side}
    return Case(
        When(reads[Side.NEED] & reads[Side.OFFER], then=F(name)),
        When(reads[Side.NEED], then=F(f"need_{name}")),
        default=F(f"offer_{name}"),
    )


# The tables of either side's details.
_DETAILS = [
    f"{'need' if kind.seeks else 'offer'}__{kind.relation}"
    for kind in KINDS.values()
    if kind.paired
]


def pairings_followed_by(actor: Actor) -> QuerySet[Pairing]:
    """Pairings the actor may see, best first as he may know it: each carries ``seen_probability``
    and ``seen_level``.
    """
    return (
        Pairing.objects.filter(_followed(actor))
        .annotate(
            seen_probability=_as_seen(actor, "probability"),
            seen_level=_as_seen(actor, "level"),
        )
        .select_related(
            "need__owner",
            "offer__owner",
            *_DETAILS,
            "deal",
            "referral__broker",
            "referral__agency",
        )
        .order_by("-seen_probability", "need_id", "offer_id")
    )


def pairings_recommended_to(actor: Actor) -> QuerySet[Pairing]:
    """Pairings in the lists of the sides that the actor stands by, best first."""
    return pairings_followed_by(actor).filter(_recommended(actor))


def pairings_open_for(actor: Actor) -> QuerySet[Pairing]:
    """Pairings worth showing: recommended, on the market, not declined."""
    return pairings_recommended_to(actor).filter(
        ~Q(need_decision=Decision.DECLINED),
        ~Q(offer_decision=Decision.DECLINED),
        need__status=Status.PUBLISHED,
        offer__status=Status.PUBLISHED,
    )


def pairings_to_answer(actor: Actor, side: Side) -> QuerySet[Pairing]:
    """Open pairings that a side has not decided and for which the actor may: rules.side_for in SQL."""
    own, across = (
        DECIDE.query(actor, organisation=f"{one}__owner", contact=f"{one}__contact")
        for one in (side, side.other)
    )
    done_across = Q(**{f"{side.other}_decided_by": actor.user_id})
    stands_across = (
        done_across
        | Q(**{f"{side.other}__owner__in": list(actor.duties)})
        | mandated_query(actor, side.other)
    )
    own &= ~(done_across & ~Q(**{f"{side.other}_mandate": ""}))
    own |= mandated_query(actor, side) & ~stands_across
    # Who speaks for both decides for the one that they act for.
    clear = ~across | Q(**{f"{side}__owner": actor.organisation_id})
    return pairings_open_for(actor).filter(
        own & clear,
        **{
            f"{side}_decision": Decision.OPEN,
            f"{side}_superseded": False,
            f"{side}_listed_at__isnull": False,
        },
    )


def pairings_of_listing(actor: Actor, listing_id: int) -> QuerySet[Pairing]:
    """A listing's pairings that are recommended to the actor, best first."""
    return pairings_recommended_to(actor).filter(Q(need_id=listing_id) | Q(offer_id=listing_id))


def pairing_followed_by(actor: Actor, pairing_id: int) -> Pairing:
    """One pairing. Raises NotFound, also where the actor may not know of it."""
    found = pairings_followed_by(actor).filter(pk=pairing_id).first()
    if found is None:
        raise NotFound(_("This pairing does not exist, or you may not see it."))
    return found


def place_among_needs_pairings(actor: Actor, pairing: Pairing) -> tuple[int, int] | None:
    """The pairing's place among its need's open recommendations and their number, as the actor sees
    them; None for one that is open no more.

    None also for whoever may not see them all: an offer's side is not told of its rivals.
    """
    if not stands_by(actor, pairing.need):
        return None
    found = pairings_open_for(actor).filter(need_id=pairing.need_id)
    rivals = list(found.values_list("pk", flat=True))
    return (rivals.index(pairing.pk) + 1, len(rivals)) if pairing.pk in rivals else None


def position_of(pairing: Pairing, side: Side) -> int:
    """The pairing's place, from 1, among the recommendations of a side's listing to that side."""
    probability = f"{side}_probability"
    own = getattr(pairing, probability)
    rivals = recommended_to(side).filter(**{side: pairing.listing_of(side)})
    before = {probability: own, f"{side.other}_id__lt": pairing.listing_of(side.other).pk}
    better = rivals.filter(Q(**{f"{probability}__gt": own}) | Q(**before))
    return better.count() + 1


def recommended_to(side: Side) -> QuerySet[Pairing]:
    """What is recommended to a side's people, best first as they see it; for services, regardless of
    readers.
    """
    found = Pairing.objects.filter(
        **{f"{side}_listed_at__isnull": False, f"{side}_superseded": False}
    )
    return found.order_by(f"-{side}_probability", f"{side.other}_id")
