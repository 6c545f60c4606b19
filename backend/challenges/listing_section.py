"""A need's calls on its page, and the way to a new one."""

from __future__ import annotations

from typing import Any

from backend.accounts.actors import Actor
from backend.accounts.models import Duty
from backend.catalog.models import Listing
from backend.catalog.sections import Section

from . import rules
from .selectors import calls_visible_to


def _section(actor: Actor, listing: Listing) -> dict[str, Any] | None:
    """For a need on the market: an officer posts a call for anybody's, a firm for its own."""
    if not listing.type.seeks or not listing.published_at:
        return None
    owns = listing.owner_id == actor.organisation_id
    officer = actor.has(Duty.REGIONAL_OFFICER, actor.organisation_id or 0)
    found = {
        "listing": listing,
        "calls": list(calls_visible_to(actor).filter(need=listing)),
        "may_post": rules.may_post(actor) and (owns or officer),
    }
    return found if found["calls"] or found["may_post"] else None


SECTION = Section(
    name="calls", template="challenges/_of_listing.html", context=_section, order=40, aside=True
)
