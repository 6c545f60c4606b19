"""Who keeps what achievements rest on, and who looks after the whole portfolio."""

from __future__ import annotations

from backend.accounts.actors import Actor
from backend.catalog.kinds import ACHIEVEMENT
from backend.catalog.models import Listing
from backend.catalog.rules import may_edit


def may_keep(actor: Actor, listing: Listing) -> bool:
    """Its authors, as long as it is an achievement that has not left the market."""
    return listing.kind == ACHIEVEMENT.name and may_edit(actor, listing) and not listing.off_market


def tends_portfolio(actor: Actor, organisation_id: int | None) -> bool:
    """The office, which answers for all achievements of an institution."""
    return ACHIEVEMENT.listed_by.allows(actor, organisation_id)
