"""What becomes of a plan."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.core.lifecycles import Ask, Lifecycle, Transition, Words

from . import events, rules
from .models import IndicatorKind, Plan
from .selectors import plan_readable_by

State = Plan.State


def plan_locked(region_plan_id: int) -> Plan:
    """The plan, locked; rights are the caller's."""
    return Plan.objects.select_for_update(of=("self",)).get(pk=region_plan_id)


def _incomplete(plan: Plan) -> Words | None:
    open_ = plan.indicators.filter(target=None).exclude(kind=IndicatorKind.QUALITATIVE)
    if open_.exists() or not plan.indicators.exists():
        return _("Set a target for each indicator first.")
    return None


def _running(plan: Plan) -> Words | None:
    if timezone.localdate().year <= plan.ends:
        return _("The period is not over yet.")
    return None


REGION_PLAN: Lifecycle[Plan] = Lifecycle(
    name="region_plan",
    model=Plan,
    states=State,
    find=plan_readable_by,
    lock=plan_locked,
    facts=lambda plan, actor: {"region_plan_id": plan.pk},
    transitions=(
        Transition(
            act="issue",
            source=(State.DRAFT,),
            target=State.IN_FORCE,
            may=rules.may_run,
            refused=rules.NOT_RUNNING,
            blocked=_incomplete,
            event=events.PlanIssued,
            words=_("Put into force"),
            done=_("In force. Targets change by adjustments on record alone."),
            told=_("Put into force"),
            look="main",
        ),
        Transition(
            act="close",
            source=(State.IN_FORCE,),
            target=State.CLOSED,
            may=rules.may_run,
            refused=rules.NOT_RUNNING,
            blocked=_running,
            ask=Ask(
                note_required=True,
                note_label=_("Verdict on the period"),
                note_column="verdict",
                missing=_("Write the verdict on the period."),
            ),
            event=events.PlanClosed,
            words=_("Close with a verdict"),
            done=_("Closed. Lights are verdicts now."),
            told=_("Closed with a verdict"),
        ),
    ),
)
