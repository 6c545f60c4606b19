"""What delivery adds to the page of a deal: the plan of milestones, or the way to one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.contracts.selectors import contracts_of_deals
from backend.core.selectors import Ids
from backend.deals.models import Deal
from backend.deals.rules import takes_part
from backend.deals.sections import Section
from backend.payments.payables import reliefs_of

from .models import Milestone, Plan
from .next_steps import plan_step, plan_steps
from .rules import PLAN, in_force
from .selectors import plans_readable_by


def _context(actor: Actor, deal: Deal) -> dict[str, Any] | None:
    plans = list(plans_readable_by(actor).filter(contract__deal=deal).order_by("pk"))
    planned = {plan.contract_id for plan in plans}
    unplanned = []
    if deal.running and takes_part(actor, deal, PLAN):
        contracts = contracts_of_deals([deal])[deal.pk]
        unplanned = [c for c in contracts if c.pk not in planned and in_force(c)]
    if not plans and not unplanned:
        return None
    milestones = [milestone for plan in plans for milestone in plan.milestones.all()]
    reliefs = reliefs_of("milestone", [milestone.pk for milestone in milestones])
    for milestone in milestones:
        milestone.reliefs = reliefs.get(milestone.pk, [])
    rows = [{"plan": plan, "step": plan_step(plan, actor)} for plan in plans]
    return {"deal": deal, "rows": rows, "unplanned": unplanned}


def _subjects(deal_id: int) -> Iterable[tuple[str, Ids]]:
    milestones = Milestone.objects.filter(plan__contract__deal=deal_id)
    return [
        ("schedule", Plan.objects.filter(contract__deal=deal_id).values("pk")),
        ("milestone", milestones.values("pk")),
    ]


SECTION = Section(
    name="delivery",
    words=_("Milestones"),
    template="delivery/_of_deal.html",
    context=_context,
    order=60,
    subjects=_subjects,
    steps=plan_steps,
)
