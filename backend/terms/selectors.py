"""Reads of terms, within the deals that the reader follows."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound
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


def terms_accepted(deal_id: int) -> Offer | None:
    """The terms that both sides of a deal stand by; rights are the caller's."""
    return Offer.objects.filter(deal_id=deal_id, state=Offer.State.ACCEPTED).first()


def standing_of(deal_ids: Iterable[int]) -> dict[int, Offer]:
    """By deal what is open, else what is accepted, in one query; rights are the caller's."""
    found: dict[int, Offer] = {}
    rows = Offer.objects.filter(
        deal_id__in=list(deal_ids), state__in=[Offer.State.OPEN, Offer.State.ACCEPTED]
    ).order_by("round")
    for offer in rows.select_related("deal", "organisation").prefetch_related("deal__people"):
        standing = found.get(offer.deal_id)
        if standing is None or standing.state != Offer.State.OPEN:
            found[offer.deal_id] = offer
    return found
