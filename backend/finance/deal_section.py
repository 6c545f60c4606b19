"""What finance adds to the page of a deal: products that cover or fund its contract."""

from __future__ import annotations

from typing import Any

from backend.accounts.actors import Actor
from backend.deals.models import Deal
from backend.deals.sections import Section

from .suggesting import suggestions_on

MOST = 4


def _context(actor: Actor, deal: Deal) -> dict[str, Any] | None:
    if not any(actor.belongs_to(pk) for pk in (deal.buyer_id, deal.seller_id)):
        return None
    found = suggestions_on(deal)[:MOST]
    return {"suggestions": found} if found else None


SECTION = Section(name="finance", template="finance/_of_deal.html", context=_context, order=90)
