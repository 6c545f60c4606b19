"""Answers of contracts to events: who is told, what falls with a deal, which tasks it brings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from backend.accounts.selectors import actors_of
from backend.core.events import DomainEvent
from backend.core.notices import NoticeKind, notice_send
from backend.deals.events import DealEnded, DealOpened
from backend.deals.models import Deal, DealDuty
from backend.deals.selectors import people_in_deal
from backend.tasks.services import task_end, task_require, tasks_settle

from . import notices
from .events import (
    ContractAmended,
    ContractConfirmed,
    ContractDropped,
    ContractPartySigned,
    ContractProposed,
    ContractReopened,
    ContractReturned,
    ContractScanOffered,
    ContractScanRefused,
    ContractSigned,
    ContractTerminated,
)
from .models import Contract, Written
from .notices import CONFIRMED, DROPPED, PROPOSED, RETURNED, SIGNED
from .services import contracts_drop, need_follow

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


def deal_tasks_settle(event: ContractConfirmed | ContractSigned | DealEnded, event_id: int) -> None:
    """Tasks of the deal that waited for its contract end with that or with the talks."""
    tasks_settle(subject="deal", subject_id=event.deal_id)


def contract_proposed_notify(event: ContractProposed, event_id: int) -> None:
    """The other side should confirm; whoever drafted it need not be told."""
    contract = _contract(event)
    across = DealDuty.SELLER if contract.proposed_by_buyer else DealDuty.BUYER
    redrafted = event.revision > 1
    _tell(PROPOSED, contract, event_id, across, DealDuty.BROKER, redrafted=redrafted)


def contract_draft_task_end(event: ContractProposed, event_id: int) -> None:
    """Who drafted has done that part; the other side is to confirm."""
    task_end(
        code="contract",
        subject="deal",
        subject_id=event.deal_id,
        organisation_id=_contract(event).drafter_id,
    )


def contract_returned_notify(event: ContractReturned, event_id: int) -> None:
    """The drafting side should change something."""
    contract = _contract(event)
    drafter = DealDuty.BUYER if contract.proposed_by_buyer else DealDuty.SELLER
    _tell(RETURNED, contract, event_id, drafter, DealDuty.BROKER)


def contract_confirmed_notify(event: ContractConfirmed, event_id: int) -> None:
    """The text is agreed, and both sides sign; what was signed outside is told as signed."""
    contract = _contract(event)
    if contract.written == Written.HERE:
        _tell(CONFIRMED, contract, event_id)


def contract_signed_notify(event: ContractSigned, event_id: int) -> None:
    """The contract stands."""
    _tell(SIGNED, _contract(event), event_id)


# What is told to all who are in the deal, by event.
_TOLD: dict[type, NoticeKind] = {
    ContractPartySigned: notices.PARTY_SIGNED,
    ContractReopened: notices.REOPENED,
    ContractScanOffered: notices.SCAN_OFFERED,
    ContractScanRefused: notices.SCAN_REFUSED,
    ContractAmended: notices.AMENDED,
    ContractTerminated: notices.TERMINATED,
}


def contract_step_notify(event: DomainEvent, event_id: int) -> None:
    """A step of signing, or of a signed contract."""
    contract = _contract(event)
    signed = contract.state == Contract.State.SIGNED
    if isinstance(event, ContractPartySigned) and signed:
        return  # it was the second signature: that the contract is signed says it
    _tell(_TOLD[type(event)], contract, event_id)


def contract_dropped_notify(event: ContractDropped, event_id: int) -> None:
    """There is none to confirm any more; where the talks ended, that says it."""
    contract = _contract(event)
    if contract.deal.running:
        _tell(DROPPED, contract, event_id)


def contracts_follow_deal(event: DealEnded, event_id: int) -> None:
    """What is in draft falls with the talks."""
    contracts_drop(deal_id=event.deal_id)


def need_follow_contracts(
    event: ContractDropped | ContractTerminated | DealEnded, event_id: int
) -> None:
    """A need whose contract fell is wanted again."""
    need_id = Deal.objects.values_list("need_id", flat=True).get(pk=event.deal_id)
    if need_id is not None:
        need_follow(need_id=need_id)


def _contract(event: Any) -> Contract:
    return Contract.objects.select_related("deal").get(pk=event.contract_id)


def _tell(
    kind: NoticeKind, contract: Contract, event_id: int, *duties: DealDuty, **payload: bool
) -> None:
    notice_send(
        kind,
        readers=actors_of(people_in_deal(contract.deal, *duties)),
        about=contract.pk,
        payload=payload,
        key=f"event:{event_id}",
    )
