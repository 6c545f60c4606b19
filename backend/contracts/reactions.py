"""Answers of contracts to events."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from backend.deals.events import DealEnded, DealOpened
from backend.deals.models import Deal
from backend.tasks.services import task_require, tasks_settle

from .events import ContractConfirmed
from .services import contracts_drop

EXPECTED = timedelta(days=30)  # from the first talk to the contract


def deal_contract_expect(event: DealOpened, event_id: int) -> None:
    """Both parties of a deal are to come to a contract."""
    deal = Deal.objects.get(pk=event.deal_id)
    for organisation_id in (deal.buyer_id, deal.seller_id):
        task_require(
            code="contract",
            subject="deal",
            subject_id=deal.pk,
            ends_when="contract_settled",
            organisation_id=organisation_id,
            due_on=timezone.localdate(deal.created_at) + EXPECTED,
        )


def deal_tasks_settle(event: ContractConfirmed | DealEnded, event_id: int) -> None:
    """Tasks of the deal that waited for its contract end with that or with the talks."""
    tasks_settle(subject="deal", subject_id=event.deal_id)


def contracts_follow_deal(event: DealEnded, event_id: int) -> None:
    """What is in draft falls with the talks."""
    contracts_drop(deal_id=event.deal_id)
