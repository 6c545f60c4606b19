"""The listing as a subject: what its reader may see and do of files and stored versions."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from backend.accounts.actors import Actor
from backend.accounts.audiences import OPERATOR, OWN
from backend.core.subjects import Act, Subject, SubjectType, register
from backend.core.subjects import Tier as SubjectTier
from backend.versions import registry

from . import rules
from .models import Listing, Tier
from .readings import details_read
from .selectors import listing_visible_to
from .services import listing_revise
from .versions import listing_values, listing_words


def listing_subject(actor: Actor, listing: Listing) -> Subject:
    """A listing that a selector found for the actor, as a subject."""
    tiers = {SubjectTier.SUMMARY}
    if listing.details_readable:  # type: ignore[attr-defined]
        tiers.add(SubjectTier.DETAILS)
    # Who reads the details by a token of his own: the owner, partners, the broker, operators.
    own = {token for token in actor.audience if token == OPERATOR or token.startswith(OWN)}
    if own and listing.audiences.filter(tier=Tier.DETAILS, token__in=own).exists():
        tiers.add(SubjectTier.PARTIES)
    edits = rules.may_edit(actor, listing)
    acts = {Act.COMPARE} if edits or actor.operator else set()
    if edits and not listing.off_market:
        acts |= {Act.ATTACH, Act.RESTORE}
    return Subject(
        name="listing",
        pk=listing.pk,
        title=listing.title,
        url=reverse("listing", args=[listing.pk]),
        tiers=frozenset(tiers),
        acts=frozenset(acts),
    )


def _restore(actor: Actor, listing_id: int, content: dict[str, Any]) -> None:
    listing_revise(
        actor=actor,
        listing_id=listing_id,
        expected_revision=listing_visible_to(actor, listing_id).revision,
        values=listing_values(content),
    )


def _opened(actor: Actor, listing_id: int, tier: str, name: str) -> None:
    if tier != SubjectTier.SUMMARY:
        details_read(actor, [listing_visible_to(actor, listing_id)], "file", name)


register(
    SubjectType(
        name="listing",
        find=lambda actor, pk: listing_subject(actor, listing_visible_to(actor, pk)),
        tiers=(SubjectTier.SUMMARY, SubjectTier.DETAILS, SubjectTier.PARTIES),
        opened=_opened,
    )
)
registry.register(registry.VersionedKind("listing", listing_words, _restore))
