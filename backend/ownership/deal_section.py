"""What ownership adds to the page of a deal: the plan of shares, for those who may know it."""

from __future__ import annotations

from typing import Any

from backend.accounts.actors import Actor
from backend.deals.models import Deal
from backend.deals.sections import Section

from .models import Plan
from .rules import INSTITUTIONS, agrees_for, may_propose, plans_readable
from .selectors import plan_of_deal


def _context(actor: Actor, deal: Deal) -> dict[str, Any] | None:
    if deal.seller.kind not in INSTITUTIONS:
        return None
    proposes = deal.running and may_propose(actor, deal.seller_id)
    plan = plan_of_deal(deal.pk)
    if plan is not None and not Plan.objects.filter(plans_readable(actor), pk=plan.pk).exists():
        plan = None
    if plan is None and not proposes:
        return None
    waits = plan is not None and bool(agrees_for(actor, plan))
    return {"deal": deal, "plan": plan, "proposes": proposes, "waits": waits}


SECTION = Section(
    name="ownership",
    template="ownership/_of_deal.html",
    context=_context,
    order=55,
)
