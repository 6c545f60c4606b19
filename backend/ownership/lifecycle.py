"""What becomes of a right that inventors apply for, and of a plan of shares."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.rules import NOT_OWN
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words

from . import events, rules
from .models import Grant, Plan
from .selectors import grant_found, plan_found


def grant_locked(grant_id: int) -> Grant:
    """The grant, locked; rights are the caller's."""
    found = Grant.objects.select_for_update(of=("self",)).select_related("achievement__owner")
    return found.get(pk=grant_id)


def plan_locked(plan_id: int) -> Plan:
    """The plan, locked; rights are the caller's."""
    found = Plan.objects.select_for_update(of=("self",)).select_related("deal", "institution")
    return found.prefetch_related("shares__person").get(pk=plan_id)


def _grant_facts(grant: Grant, actor: Any) -> dict[str, Any]:
    return {"grant_id": grant.pk, "listing_id": grant.achievement_id}


def _plan_facts(plan: Plan, actor: Any) -> dict[str, Any]:
    return {"plan_id": plan.pk, "deal_id": plan.deal_id}


def _over(grant: Grant) -> Words | None:
    if grant.ends_on is not None and grant.ends_on < timezone.localdate():
        return _("The term that was applied for is over.")
    return None


GRANT: Lifecycle[Grant] = Lifecycle(
    name="grant",
    model=Grant,
    states=Grant.State,
    find=grant_found,
    lock=grant_locked,
    facts=_grant_facts,
    settled={
        Grant.State.GRANTED: _("This right is granted already."),
        Grant.State.DECLINED: _("This application was declined; a new one can be made."),
        Grant.State.ENDED: _("This right has ended."),
    },
    transitions=(
        Transition(
            act="give",
            source=(Grant.State.APPLIED,),
            target=Grant.State.GRANTED,
            may=rules.may_decide,
            refused=NOT_OWN,
            blocked=_over,
            event=events.GrantGiven,
            words=_("Grant"),
            done=_("Granted. It is shown with the achievement."),
            told=_("Right granted to the inventors"),
            look="main",
        ),
        Transition(
            act="decline",
            source=(Grant.State.APPLIED,),
            target=Grant.State.DECLINED,
            may=rules.may_decide,
            refused=NOT_OWN,
            ask=Ask(
                note_required=True,
                note_label=_("Why is it not granted?"),
                note_column="note",
                missing=_("Say why it is not granted."),
            ),
            event=events.GrantDeclined,
            words=_("Do not grant"),
            done=_("Declined. The inventors read why."),
            told=_("Right not granted"),
        ),
        Transition(
            act="withdraw",
            source=(Grant.State.APPLIED,),
            target=Grant.State.WITHDRAWN,
            may=rules.may_withdraw,
            refused=_("Only who applied withdraws the application."),
            words=_("Withdraw the application"),
            done=_("Withdrawn."),
        ),
        Transition(
            act="end",
            source=(Grant.State.GRANTED,),
            target=Grant.State.ENDED,
            may=rules.may_decide,
            refused=NOT_OWN,
            ask=Ask(
                note_required=True,
                note_label=_("Why does it end?"),
                note_column="note",
                missing=_("Say why it ends."),
            ),
            event=events.GrantEnded,
            words=_("End the right"),
            invitation=_("End the right before its time"),
            done=_("Ended."),
            told=_("Right ended"),
            look="danger",
        ),
    ),
)

PLAN: Lifecycle[Plan] = Lifecycle(
    name="plan",
    model=Plan,
    states=Plan.State,
    find=plan_found,
    lock=plan_locked,
    facts=_plan_facts,
    transitions=(
        Transition(
            act="propose",
            source=(Plan.State.PROPOSED, Plan.State.AGREED),
            target=Plan.State.PROPOSED,
            event=events.SharesProposed,
            told=_("Shares of the revenue proposed"),
        ),
        Transition(
            act="agree",
            source=(Plan.State.PROPOSED,),
            target=Plan.State.AGREED,
            event=events.SharesAgreed,
            told=_("Shares of the revenue agreed by all"),
        ),
    ),
)
