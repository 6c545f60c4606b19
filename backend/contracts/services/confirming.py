"""The other side's answer to a draft, and what makes a contract a signed one."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.catalog.services import need_contract
from backend.contracts.lifecycle import CONTRACT
from backend.contracts.models import Contract, Written
from backend.core.lifecycles import advance, moving
from backend.deals.models import DealDuty, Turn
from backend.deals.services import deal_advance, deal_turn


def contract_confirm(*, actor: Actor, contract_id: int, expected_revision: int) -> Contract:
    """Confirm what the other side proposed. What was signed outside is on record as signed from now on.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    with transaction.atomic():
        with moving(
            CONTRACT, "confirm", contract_id, actor=actor, expected_revision=expected_revision
        ) as contract:
            contract.confirmed_by_id = actor.user_id
            contract.confirmed_at = timezone.now()
        if contract.written == Written.PAPER:
            assert contract.signed_on is not None
            contract_conclude(contract, signed_on=contract.signed_on, actor_id=actor.user_id)
    return contract


def contract_return(
    *, actor: Actor, contract_id: int, expected_revision: int, note: str
) -> Contract:
    """Return what the other side proposed, saying what should change.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for the note.
    """
    with moving(
        CONTRACT,
        "return",
        contract_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as contract:
        drafter = DealDuty.BUYER if contract.proposed_by_buyer else DealDuty.SELLER
        deal_turn(contract.deal, Turn(drafter), actor_id=actor.user_id)
    return contract


def contract_conclude(contract: Contract, *, signed_on: date, actor_id: int | None) -> None:
    """A locked contract that both have signed stands from now on; its deal goes on to delivery."""
    contract.signed_on = signed_on
    contract.signed_at = timezone.now()
    advance(CONTRACT, "conclude", contract, actor_id=actor_id)
    if contract.kind == Contract.Kind.MAIN:
        deal_advance(contract.deal, "sign", actor_id=actor_id)
        if contract.need_id is not None:
            need_contract(listing_id=contract.need_id, actor_id=actor_id)
