"""An expert's works and engagement on the profile; on a need, the way to who could solve it."""

from __future__ import annotations

from typing import Any

from backend.accounts.actors import Actor
from backend.catalog.kinds import EXPERT, NEED
from backend.catalog.models import Listing
from backend.catalog.rules import may_edit
from backend.catalog.sections import Section

from .models import Claim, Engagement
from .rules import may_claim
from .selectors import contracts_of, works_of


def _expert(actor: Actor, listing: Listing) -> dict[str, Any] | None:
    if listing.kind != EXPERT.name:
        return None
    claimed = Claim.objects.filter(
        expert=listing, user_id=actor.user_id or 0, state=Claim.State.ASKED
    )
    return {
        "listing": listing,
        "engagement": Engagement.objects.filter(expert=listing).first(),
        "representative": list(listing.works.order_by("-year", "pk")),
        "works": works_of(actor, listing),
        "contracts": contracts_of(listing),
        "may_edit": may_edit(actor, listing),
        "may_claim": may_claim(actor, listing) and not claimed.exists(),
        "claimed": claimed.exists(),
    }


def _need(actor: Actor, listing: Listing) -> dict[str, Any] | None:
    return {"listing": listing} if listing.kind == NEED.name and listing.published else None


EXPERT_SECTION = Section(
    name="talent_profile", template="talent/_of_expert.html", context=_expert, order=20
)
NEED_SECTION = Section(
    name="talent_candidates", template="talent/_of_need.html", context=_need, order=40, aside=True
)
