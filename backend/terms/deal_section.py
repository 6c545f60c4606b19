"""What terms add to the page of a deal: where they stand, and the way to the next round."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.selectors import Ids
from backend.deals.models import Deal
from backend.deals.sections import Section

from .comparables import comparables_for
from .lines import terms_lines
from .models import Offer
from .next_steps import deal_steps
from .rules import may_answer, may_offer
from .selectors import rounds_of_deals, standing_among


def _context(actor: Actor, deal: Deal) -> dict[str, Any] | None:
    rounds = rounds_of_deals([deal])[deal.pk]
    offering = may_offer(actor, deal)
    if not rounds and not offering:
        return None
    standing = standing_among(rounds) or (rounds[-1] if rounds else None)
    return {
        "deal": deal,
        "rounds": rounds,
        "standing": standing,
        "lines": terms_lines([standing], []) if standing else [],
        "offering": offering,
        "answering": standing is not None
        and standing.state == Offer.State.OPEN
        and may_answer(actor, standing),
        "comparables": comparables_for(actor, deal) if deal.running else None,
    }


def _subjects(deal_id: int) -> Iterable[tuple[str, Ids]]:
    return [("offer", Offer.objects.filter(deal_id=deal_id).values("pk"))]


SECTION = Section(
    name="terms",
    words=_("Terms"),
    template="terms/_of_deal.html",
    context=_context,
    order=30,
    subjects=_subjects,
    steps=deal_steps,
)
