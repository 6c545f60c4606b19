"""What an achievement rests on, on its page."""

from __future__ import annotations

from typing import Any

from backend.accounts.actors import Actor
from backend.catalog.kinds import ACHIEVEMENT
from backend.catalog.models import Listing
from backend.catalog.sections import Section

from .rules import may_keep
from .selectors import backing_of


def _section(actor: Actor, listing: Listing) -> dict[str, Any] | None:
    if listing.kind != ACHIEVEMENT.name:
        return None
    readable = bool(listing.details_readable)  # type: ignore[attr-defined]
    backing = backing_of(listing) if readable else {}
    keeps = may_keep(actor, listing)
    if not keeps and not any(backing.values()):
        return None
    renews = keeps and listing.details.valid_until is not None  # type: ignore[attr-defined]
    return {"listing": listing, "keeps": keeps, "renews": renews, **backing} | {
        "shares": actor.belongs_to(listing.owner_id)
    }


SECTION = Section(name="backing", template="portfolio/_of_listing.html", context=_section, order=10)
