"""Plan and milestone as subjects of files and talks, and the milestone as what is paid."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.core.subjects import Act, Subject, SubjectType, Tier, register
from backend.payments.payables import Payable, PayableKind, payable_register, reliefs_of

from . import rules
from .lifecycle import milestone_locked
from .models import Milestone, Plan
from .selectors import milestone_readable_by, officers_of, people_of


def milestone_subject(actor: Actor, milestone: Milestone) -> Subject:
    """A milestone that a selector found for the actor, as a subject. Officers attach what they saw."""
    deal = milestone.plan.contract.deal
    acts = set()
    takes_part = rules.may_ask_extension(actor, milestone)
    if deal.running and (takes_part or rules.may_inspect(actor, milestone.plan)):
        acts = {Act.ATTACH, Act.TALK}
        if takes_part:
            acts.add(Act.ASSIGN)
    return Subject(
        name="milestone",
        pk=milestone.pk,
        title=milestone.title,
        url=reverse("milestone", args=[milestone.pk]),
        tiers=frozenset({Tier.PARTIES}),
        acts=frozenset(acts),
        settled_at=milestone.accepted_at,
    )


def milestone_payable(milestone: Milestone) -> Payable:
    """A milestone as what the buyer pays the seller, less what others pay of it."""
    contract = milestone.plan.contract
    reliefs = reliefs_of("milestone", [milestone.pk]).get(milestone.pk, [])
    title = _("%(contract)s · milestone %(n)s: %(title)s")
    return Payable(
        kind="milestone",
        id=milestone.pk,
        title=title
        % {"contract": contract.title, "n": milestone.position, "title": milestone.title},
        payer_id=contract.buyer_id,
        payee_id=contract.seller_id,
        amount=milestone.amount - sum((relief.amount for relief in reliefs), Decimal(0)),
        reliefs=reliefs,
        currency=contract.currency,
        deal_id=contract.deal_id,
        about=("contract", contract.pk),
        url=reverse("milestone", args=[milestone.pk]),
        blocked=_not_payable(milestone),
    )


def _not_payable(milestone: Milestone) -> object | None:
    plan = milestone.plan
    if plan.state not in {Plan.State.AGREED, Plan.State.FULFILLED}:
        return _("The plan is not agreed; its milestones wait.")
    if milestone.settled_at is not None:
        return _("This milestone is paid.")
    if not milestone.amount:
        return _("Nothing is to be paid for this milestone.")
    if milestone.state == Milestone.State.PLANNED:
        return _("This milestone is not open yet.")
    if plan.charged == Plan.Charged.ACCEPTED and milestone.state != Milestone.State.ACCEPTED:
        return _("It is paid once it is accepted.")
    return None


def _people(milestone_id: int) -> Iterable[int]:
    milestone = Milestone.objects.select_related("plan__contract__deal").get(pk=milestone_id)
    officers = officers_of(milestone.plan).values_list("pk", flat=True)
    return people_of(milestone.plan) | set(officers)


def _organisations(milestone_id: int) -> list[int]:
    contract = Milestone.objects.select_related("plan__contract").get(pk=milestone_id).plan.contract
    return [contract.buyer_id, contract.seller_id]


def _find(actor: Any, milestone_id: int) -> Payable:
    return milestone_payable(milestone_readable_by(actor, milestone_id))


register(
    SubjectType(
        name="milestone",
        find=lambda actor, pk: milestone_subject(actor, milestone_readable_by(actor, pk)),
        people=_people,
        organisations=_organisations,
    )
)
payable_register(
    PayableKind(
        name="milestone",
        find=_find,
        lock=lambda milestone_id: milestone_payable(milestone_locked(milestone_id)),
    )
)
