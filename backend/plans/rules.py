"""Who runs plans, who enters figures, who reads."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action
from backend.accounts.models import Duty, Organisation
from backend.accounts.regions import path_to

from .models import Indicator, Plan

RUN = action("plan_run", _("Run the plan of a region"), [Duty.REGIONAL_OFFICER])
ENTER = action("plan_figure_enter", _("Enter figures of a plan"), [Duty.REGIONAL_OFFICER])
NOT_RUNNING = _("Only officers of the unit that answers for this plan do this.")
NOT_ENTERING = _("Only officers of the region whose figure it is enter it.")


def may_run(actor: Actor, plan: Plan) -> bool:
    """Officers of the unit that answers for the plan."""
    return RUN.allows(actor, plan.unit_id)


def units_of(actor: Actor) -> list[Organisation]:
    """The government units for which the actor is an officer."""
    held = [pk for pk in actor.duties if ENTER.allows(actor, pk)]
    return list(Organisation.objects.filter(pk__in=held, kind="government").order_by("pk"))


def may_enter(actor: Actor, indicator: Indicator, region: str) -> bool:
    """Officers of the plan's unit, and of a unit of the region whose figure it is."""
    if ENTER.allows(actor, indicator.plan.unit_id):
        return True
    return any(unit.region == region for unit in units_of(actor))


def plans_readable(actor: Actor) -> Q:
    """What is in force or closed is public; a draft is for the region's officers and operators."""
    if actor.operator:
        return Q()
    held = [pk for pk in actor.duties if RUN.allows(actor, pk)]
    found = ~Q(state=Plan.State.DRAFT) | Q(unit__in=held)
    regions = {step for unit in units_of(actor) for step in path_to(unit.region)}
    return found | Q(region__in=regions) if regions else found
