"""Needs for which a panel decided open bidding: each gets the draft of a call."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.core.exceptions import ValidationError
from django.utils import timezone

from backend.accounts.selectors import actor_of
from backend.catalog.models import Listing
from backend.challenges.models import Call, Funding
from backend.challenges.values import IN_CALL, CallValues
from backend.core.errors import Refusal
from backend.panel.models import Decision, Sitting
from backend.tasks.services import task_require

from .drafting import call_draft

log = structlog.get_logger()
BY_HAND = timedelta(days=14)  # for a call that could not be drafted by itself
OPEN_FOR = timedelta(days=45)  # until its poster sets another day


def sitting_calls_draft(*, sitting_id: int) -> None:
    """Draft the calls in the name of the officer who drew up the list, to be completed and posted.

    A need without a budget gets none, since a call says how much there is: drafting it is a task of
    that officer. Repeatable.
    """
    sitting = Sitting.objects.select_related("panel", "closed_by").get(pk=sitting_id)
    actor = actor_of(sitting.closed_by, organisation_id=sitting.panel.unit_id)
    items = sitting.items.filter(decision=Decision.BIDDING).select_related("listing__need_details")
    for item in items.order_by("position"):
        if Call.objects.filter(need=item.listing_id, poster=sitting.panel.unit_id).exists():
            continue
        try:
            call_draft(actor=actor, values=_values(item.listing))
        except (ValidationError, Refusal) as refused:
            log.warning("call_not_drafted", sitting=sitting_id, why=str(refused))
            task_require(
                code=IN_CALL,
                subject="listing",
                subject_id=item.listing_id,
                ends_when=IN_CALL,
                person_id=sitting.closed_by_id,
                due_on=timezone.localdate() + BY_HAND,
            )


def _values(need: Listing) -> CallValues:
    details = need.need_details
    return CallValues(
        kind="open_bidding",
        mode="single",
        title=need.title,
        task=details.background or need.summary or need.title,
        requirements=details.acceptance,
        closes_at=timezone.now() + OPEN_FOR,
        funding=Funding.FIRM,
        budget=details.budget_max or details.budget_min,
        currency=details.currency,
        need_id=need.pk,
    )
