"""Demo searches that are kept, with what they found, and follows, made by the product's own services."""

from __future__ import annotations

from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.catalog.models import Listing, Status
from backend.following.models import SavedSearch
from backend.following.services import follow_begin, listings_find, search_save

from .people import rows


def following_seed() -> None:
    """Keep each search, hold the market against them as if it had been published since, and follow
    what people follow. Safe to repeat."""
    if SavedSearch.objects.exists():
        return
    for row in rows("following"):
        actor = actor_of(User.objects.get(email=row["by"]))
        for search in row["searches"]:
            search_save(actor=actor, **search)
        for external_id in row["follows"]:
            listing = Listing.objects.get(external_id=external_id)
            follow_begin(actor=actor, listing_id=listing.pk)
            follow_begin(actor=actor, organisation_id=listing.owner_id)
    listings_find(
        list(Listing.objects.filter(status=Status.PUBLISHED).values_list("pk", flat=True))
    )
