"""Where a harvested listing comes from and whom to ask about it: a part of its page."""

from __future__ import annotations

from typing import Any

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.catalog.models import Listing
from backend.catalog.sections import Section

from .selectors import origin_of


def _context(actor: Actor, listing: Listing) -> dict[str, Any] | None:
    if listing.owner.kind != Organisation.Kind.MARKET:
        return None
    origin = origin_of(listing)
    return {"origin": origin} if origin else None


SECTION = Section(
    name="origin", template="exchange/_origin.html", context=_context, order=10, aside=True
)
