"""The invariants of delivery, for ``deals_check``."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Sum

from backend.core.checks import check_register

from .models import Milestone, Plan


def milestones_sum_to_the_contract() -> Iterable[str]:
    """The milestones of a plan sum to its contract's amount exactly."""
    for plan in Plan.objects.select_related("contract").annotate(total=Sum("milestones__amount")):
        if plan.total != plan.contract.amount:
            yield f"plan {plan.pk}: {plan.total} of {plan.contract.amount}"


def milestones_open_in_their_order() -> Iterable[str]:
    """Where one opens after another, nothing was submitted before the one before was accepted."""
    begun = {Milestone.State.SUBMITTED, Milestone.State.ACCEPTED, *Milestone.IN_WORK}
    plans = Plan.objects.exclude(opens=Plan.Opens.AT_ONCE).prefetch_related("milestones")
    for plan in plans:
        accepted = True
        for milestone in plan.milestones.all():
            if milestone.state in begun and not accepted:
                yield f"milestone {milestone.pk} is {milestone.state} before its time"
            accepted = accepted and milestone.state == Milestone.State.ACCEPTED


def plans_are_fulfilled_once_all_is_accepted() -> Iterable[str]:
    """A fulfilled plan has nothing open; an accepted milestone of a plan in writing there is not."""
    open_ones = Milestone.objects.exclude(state=Milestone.State.ACCEPTED)
    for milestone in open_ones.filter(plan__state=Plan.State.FULFILLED):
        yield f"milestone {milestone.pk} is {milestone.state} in a fulfilled plan"
    writing = [Plan.State.PROPOSED, Plan.State.RETURNED]
    for milestone in Milestone.objects.exclude(state="planned").filter(plan__state__in=writing):
        yield f"milestone {milestone.pk} is {milestone.state} in a plan that is not agreed"


def checks_register() -> None:
    """Register them all."""
    for check in (
        milestones_sum_to_the_contract,
        milestones_open_in_their_order,
        plans_are_fulfilled_once_all_is_accepted,
    ):
        check_register(f"delivery.{check.__name__}", check)
