"""A plan as a subject: proofs and reports hang there."""

from __future__ import annotations

from django.urls import reverse

from backend.accounts.actors import Actor
from backend.accounts.models import Duty
from backend.accounts.selectors import members_with_duty
from backend.core.subjects import Act, Subject, SubjectType, Tier, register

from . import rules
from .models import Plan
from .selectors import plan_readable_by


def plan_subject(actor: Actor, plan: Plan) -> Subject:
    """A plan that a selector found for the actor, as a subject."""
    inside = rules.may_run(actor, plan)
    reads = inside or actor.operator
    return Subject(
        name="region_plan",
        pk=plan.pk,
        title=plan.name,
        url=reverse("region_plan", args=[plan.pk]),
        tiers=frozenset({Tier.PARTIES}) if reads else frozenset(),
        acts=frozenset({Act.ATTACH}) if inside else frozenset(),
    )


def _officers(region_plan_id: int) -> list[int]:
    unit = Plan.objects.values_list("unit_id", flat=True).get(pk=region_plan_id)
    return list(members_with_duty(unit, Duty.REGIONAL_OFFICER).values_list("pk", flat=True))


register(
    SubjectType(
        name="region_plan",
        find=lambda actor, pk: plan_subject(actor, plan_readable_by(actor, pk)),
        people=_officers,
    )
)
