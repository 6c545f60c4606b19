"""The listing as a subject: what its reader may see and do of files and stored versions."""

from __future__ import annotations

from django.urls import reverse

from backend.accounts.actors import Actor
from backend.accounts.audiences import PUBLIC, REGISTERED
from backend.core.subjects import Act, Subject, SubjectType, register
from backend.core.subjects import Tier as SubjectTier

from . import rules
from .models import Listing, Tier
from .selectors import listing_visible_to


def listing_subject(actor: Actor, listing: Listing) -> Subject:
    """A listing that a selector found for the actor, as a subject."""
    tiers = {SubjectTier.SUMMARY}
    if listing.details_readable:  # type: ignore[attr-defined]
        tiers.add(SubjectTier.DETAILS)
    # Who reads the details by a token of his own: the owner, partners, the broker, operators.
    own = actor.audience - {PUBLIC, REGISTERED}
    if own and listing.audiences.filter(tier=Tier.DETAILS, token__in=own).exists():
        tiers.add(SubjectTier.PARTIES)
    edits = rules.may_edit(actor, listing) and not listing.off_market
    return Subject(
        name="listing",
        pk=listing.pk,
        title=listing.title,
        url=reverse("listing", args=[listing.pk]),
        tiers=frozenset(tiers),
        acts=frozenset({Act.ATTACH}) if edits else frozenset(),
    )


register(
    SubjectType(
        name="listing",
        find=lambda actor, pk: listing_subject(actor, listing_visible_to(actor, pk)),
        tiers=(SubjectTier.SUMMARY, SubjectTier.DETAILS, SubjectTier.PARTIES),
    )
)
