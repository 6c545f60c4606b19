"""Keeping a listing and comparing it, on its page."""

from __future__ import annotations

from typing import Any

from backend.accounts.actors import Actor
from backend.catalog.models import Listing
from backend.catalog.sections import Section

from .selectors import favourite_of


def _section(actor: Actor, listing: Listing) -> dict[str, Any] | None:
    if not actor.signed_in or not listing.published:
        return None
    return {"listing": listing, "favourite": favourite_of(actor, listing)}


SECTION = Section(
    name="favourite",
    template="supermarket/_of_listing.html",
    context=_section,
    order=80,
    aside=True,
)
