"""Reads of terms, within the deals that the reader follows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound
from backend.deals.models import Deal
from backend.deals.selectors import deals_followed

from .models import Offer

_RELATED = ("deal", "deal__buyer", "deal__seller", "organisation", "made_by", "answered_by")


def offers_readable_by(actor: Actor) -> QuerySet[Offer]:
    """Offers of the deals that the actor follows, the last round first."""
    return (
        Offer.objects.filter(deals_followed(actor, prefix="deal__"))
        .select_related(*_RELATED)
        .prefetch_related("deal__people")
        .order_by("-deal_id", "-round")
    )


def offer_readable_by(actor: Actor, offer_id: int) -> Offer:
    """One offer. Raises NotFound, also where the actor may not know of it."""
    found = offers_readable_by(actor).filter(pk=offer_id).first()
    if found is None:
        raise NotFound(_("These terms do not exist, or you may not see them."))
    return found


def rounds_of(deal_id: int) -> list[Offer]:
    """All rounds of a deal, the first first; rights are the caller's."""
    found = Offer.objects.filter(deal_id=deal_id).select_related(*_RELATED)
    return list(found.prefetch_related("deal__people").order_by("round"))


def rounds_of_deals(deals: Iterable[Deal]) -> dict[int, list[Offer]]:
    """All rounds by deal, the first first, read once however often they are asked for of the same
    deals; rights are the caller's."""
    found = list(deals)
    rows = Offer.objects.select_related("organisation", "made_by", "answered_by").order_by("round")
    prefetch_related_objects(found, Prefetch("offers", rows))
    return {deal.pk: list(deal.offers.all()) for deal in found}


def standing_among(rounds: Sequence[Offer]) -> Offer | None:
    """Of a deal's rounds what is open, else what is accepted last."""
    return _last(rounds, Offer.State.OPEN) or accepted_among(rounds)


def accepted_among(rounds: Sequence[Offer]) -> Offer | None:
    """Of a deal's rounds what both sides stand by."""
    return _last(rounds, Offer.State.ACCEPTED)


def _last(rounds: Sequence[Offer], state: Offer.State) -> Offer | None:
    return next((offer for offer in reversed(rounds) if offer.state == state), None)
