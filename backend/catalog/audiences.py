"""Who may read which tier of a listing: the one computation everything else follows."""

from __future__ import annotations

from collections.abc import Iterable

from backend.accounts.audiences import (
    OPERATOR,
    PUBLIC,
    REGISTERED,
    organisation_token,
    user_token,
)

from .models import SHOWN, Disclosure, Listing, Tier


def tokens_of(
    listing: Listing, *, granted: Iterable[int], readers: Iterable[int] = ()
) -> dict[Tier, frozenset[str]]:
    """Tokens by tier. ``granted`` are organisations with a grant (of a deal, of a request),
    ``readers`` people who help with it.

    A draft, a withdrawn listing and all of a suspended owner are the owner's (and partners') alone.
    A confidential one shows its summary to registered users and its details to partners.
    """
    own = {organisation_token(listing.owner_id), OPERATOR}
    own.update(organisation_token(pk) for pk in granted)
    own.update(user_token(pk) for pk in readers)
    if listing.broker_id is not None:
        own.add(user_token(listing.broker_id))
    summary, details = set(own), set(own)
    if listing.status in SHOWN and not listing.owner.suspended:
        summary.add(REGISTERED if listing.disclosure == Disclosure.CONFIDENTIAL else PUBLIC)
        if listing.disclosure == Disclosure.PUBLIC:
            details.add(PUBLIC)
        elif listing.disclosure == Disclosure.REGISTERED:
            details.add(REGISTERED)
    return {Tier.SUMMARY: frozenset(summary), Tier.DETAILS: frozenset(details)}
