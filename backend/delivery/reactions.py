"""Answers of delivery to events: payments settle milestones, and who is told of what."""

from __future__ import annotations

from typing import Any

from backend.accounts.selectors import actors_of
from backend.core.notices import NoticeKind, notice_send
from backend.deals.models import DealDuty
from backend.payments.events import PaymentDisputeLost, PaymentRefunded, PaymentSettled

from . import events, notices
from .models import Extension, Milestone, Plan
from .selectors import officers_of, people_of
from .services import deal_fulfil, milestone_settled, milestone_unsettled

BUYER, SELLER, BROKER = DealDuty.BUYER, DealDuty.SELLER, DealDuty.BROKER
_PLAN_NOTICES = {
    events.PlanAgreed: notices.AGREED,
    events.PlanFulfilled: notices.FULFILLED,
}


def milestone_settle(event: PaymentSettled, event_id: int) -> None:
    """A milestone's payment has arrived: the next one may open."""
    if event.payable_kind == "milestone":
        milestone_settled(milestone_id=event.payable_id)


def milestone_unsettle(event: PaymentRefunded | PaymentDisputeLost, event_id: int) -> None:
    """A milestone's payment went back in whole, by a refund or a dispute."""
    if event.payable_kind == "milestone" and getattr(event, "whole", True):
        milestone_unsettled(milestone_id=event.payable_id)


def plan_notify(event: Any, event_id: int) -> None:
    """A plan waits for the other side, or both learn what came of it."""
    plan = Plan.objects.select_related("contract__deal").get(pk=event.schedule_id)
    across = SELLER if plan.proposed_by_buyer else BUYER
    if isinstance(event, events.PlanProposed):
        _tell(notices.PROPOSED, plan, plan.pk, event_id, across, BROKER)
    elif isinstance(event, events.PlanReturned | events.PlanReopened):
        _tell(notices.PLAN_RETURNED, plan, plan.pk, event_id, across.other, BROKER)
    else:
        _tell(_PLAN_NOTICES[type(event)], plan, plan.pk, event_id)


def deal_complete(event: events.PlanFulfilled, event_id: int) -> None:
    """Where nothing is left to deliver the deal is closed, and both sides are asked what came of it."""
    deal_fulfil(deal_id=event.deal_id)


def milestone_notify(event: Any, event_id: int) -> None:
    """Whoever is to move learns of it."""
    found = _milestone(event.milestone_id)
    if found is None:
        return
    plan, accepted = found.plan, isinstance(event, events.MilestoneAccepted)
    if isinstance(event, events.MilestoneOpened):
        _tell(notices.OPENED, plan, found.pk, event_id, SELLER, BROKER)
    elif isinstance(event, events.MilestoneSubmitted):
        _tell(notices.SUBMITTED, plan, found.pk, event_id, BUYER, BROKER)
    elif isinstance(event, events.MilestoneReturned):
        _tell(notices.RETURNED, plan, found.pk, event_id, SELLER, BROKER)
    elif accepted:
        _tell(notices.ACCEPTED, plan, found.pk, event_id)
    when = Plan.Charged.ACCEPTED if accepted else Plan.Charged.START
    begins = accepted or isinstance(event, events.MilestoneOpened)
    if begins and plan.charged == when and found.amount and found.settled_at is None:
        _tell(notices.PAYABLE, plan, found.pk, event_id, BUYER, suffix=":pay")


def extension_notify(event: Any, event_id: int) -> None:
    """The other side should answer; who asked learns the answer."""
    extension = Extension.objects.filter(pk=event.extension_id).first()
    found = _milestone(event.milestone_id)
    if extension is None or found is None:
        return
    asker = BUYER if extension.asked_by_buyer else SELLER
    kind, reader = {
        events.ExtensionAsked: (notices.ASKED, asker.other),
        events.ExtensionAgreed: (notices.GRANTED, asker),
        events.ExtensionRefused: (notices.REFUSED, asker),
    }[type(event)]
    payload = {"until": event.until}
    _tell(kind, found.plan, event.milestone_id, event_id, reader, BROKER, payload=payload)


def inspection_notify(event: Any, event_id: int) -> None:
    """Findings go to the parties, what is mended to the officers."""
    found = _milestone(event.milestone_id)
    if found is None:
        return
    plan = found.plan
    if isinstance(event, events.InspectionMended):
        officers = actors_of(officers_of(plan).values_list("pk", flat=True))
        notice_send(
            notices.MENDED, readers=officers, about=event.milestone_id, key=f"event:{event_id}"
        )
    elif isinstance(event, events.InspectionClosed):
        _tell(notices.SETTLED, plan, event.milestone_id, event_id)
    elif getattr(event, "mend", True):
        _tell(notices.FOUND, plan, event.milestone_id, event_id)


def _milestone(milestone_id: int) -> Milestone | None:
    """None where the plan was written anew without it."""
    found = Milestone.objects.select_related("plan__contract__deal")
    return found.filter(pk=milestone_id).first()


def _tell(
    kind: NoticeKind,
    plan: Plan,
    about: int,
    event_id: int,
    *duties: DealDuty,
    payload: dict[str, Any] | None = None,
    suffix: str = "",
) -> None:
    notice_send(
        kind,
        readers=actors_of(people_of(plan, *duties)),
        about=about,
        key=f"event:{event_id}{suffix}",
        payload=payload,
    )
