"""The other side's answer to a draft, and what makes a contract a signed one."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.catalog.services import need_contract
from backend.contracts.documents.content import code_of
from backend.contracts.lifecycle import CONTRACT
from backend.contracts.models import Contract
from backend.contracts.selectors import contract_readable_by
from backend.core.lifecycles import advance, moving
from backend.deals.models import DealDuty, Turn
from backend.deals.services import deal_advance, deal_turn
from backend.signing.services import document_freeze

from .amending import base_follow
from .texts import bytes_to_sign, parties_of


def contract_confirm(*, actor: Actor, contract_id: int, expected_revision: int) -> Contract:
    """Confirm what the other side proposed. What was signed outside is on record as signed from now on.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    written = contract_readable_by(actor, contract_id)
    pdf = b""
    if written.written_here and CONTRACT.can(written, "confirm", actor, expected_revision):
        # Setting takes a while, so it is done before anything is locked; the revision holds it.
        pdf = bytes_to_sign(written)
    with transaction.atomic():
        with moving(
            CONTRACT, "confirm", contract_id, actor=actor, expected_revision=expected_revision
        ) as contract:
            contract.confirmed_by_id = actor.user_id
            contract.confirmed_at = timezone.now()
        if contract.written_here:
            _freeze(contract, written, pdf, actor.user_id)
        else:
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


def _freeze(contract: Contract, as_read: Contract, pdf: bytes, actor_id: int | None) -> None:
    document_freeze(
        subject="contract",
        subject_id=contract.pk,
        revision=contract.revision,
        title=contract.title,
        code=code_of(as_read),
        pdf=pdf,
        parties=parties_of(contract),
        actor_id=actor_id,
    )


def contract_conclude(contract: Contract, *, signed_on: date, actor_id: int | None) -> None:
    """A locked contract that both have signed stands from now on; its deal goes on to delivery."""
    contract.signed_on = signed_on
    contract.signed_at = timezone.now()
    advance(CONTRACT, "conclude", contract, actor_id=actor_id)
    if contract.kind == Contract.Kind.MAIN:
        deal_advance(contract.deal, "sign", actor_id=actor_id)
        if contract.need_id is not None:
            need_contract(listing_id=contract.need_id, actor_id=actor_id)
    elif contract.kind != Contract.Kind.SUPPLEMENTARY:
        base_follow(contract, actor_id=actor_id)
