"""Writes of contract records: one side proposes, the other confirms or returns."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core import dates
from backend.core.errors import NotPermitted, Stale, WrongState
from backend.core.outbox import publish
from backend.deals.models import Deal, DealDuty, Stage
from backend.deals.rules import party_of
from backend.deals.services import deal_lock, deal_move

from . import rules
from .events import ContractConfirmed, ContractProposed, ContractReturned
from .models import SUBTYPES, Contract
from .selectors import contract_readable_by


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractValues:
    """What a side writes into the record."""

    title: str
    type: str
    subtype: str
    amount: Decimal | None
    currency: str
    signed_on: date | None
    ip_ownership: str


# What a side does not write: set by the services, and empty until the other side confirms.
_NOT_WRITTEN = {field.name for field in Contract._meta.fields} - {
    field.name for field in fields(ContractValues)
}


def contract_draft(*, actor: Actor, deal_id: int, values: ContractValues) -> Contract:
    """Draft a record for the actor's party; the first of a deal is its main contract.

    Raises NotFound, NotPermitted, WrongState where one is in draft or the deal has ended,
    ValidationError by field.
    """
    with transaction.atomic():
        deal = deal_lock(actor, deal_id)
        party = party_of(actor, deal, rules.DRAFT)
        _check_running(deal)
        if Contract.objects.filter(deal=deal, state__in=Contract.IN_DRAFT).exists():
            raise WrongState(_("A record of this contract exists already."))
        has_main = Contract.objects.filter(deal=deal, kind=Contract.Kind.MAIN).exists()
        contract = Contract(
            deal=deal,
            kind=Contract.Kind.SUPPLEMENTARY if has_main else Contract.Kind.MAIN,
            need_id=deal.need_id,
            offer_id=deal.offer_id,
            buyer_id=deal.buyer_id,
            seller_id=deal.seller_id,
            proposed_by_buyer=party == DealDuty.BUYER,
            proposed_by_id=actor.person,
        )
        _fill(contract, values)
        contract.save()
        if not has_main:
            deal_move(deal, Stage.DRAFTED)
        _publish(ContractProposed, contract, actor)
    return contract


def contract_revise(
    *, actor: Actor, contract_id: int, expected_revision: int, values: ContractValues
) -> Contract:
    """Redraft a record that is not confirmed; the other side confirms anew.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError by field.
    """
    with transaction.atomic():
        contract = _lock(actor, contract_id, expected_revision)
        party = party_of(actor, contract.deal, rules.DRAFT)
        _fill(contract, values)
        contract.state = Contract.State.PROPOSED
        contract.proposed_by_buyer = party == DealDuty.BUYER
        contract.proposed_by_id = actor.person
        contract.returned_note = ""
        contract.revision += 1
        contract.save()
        _publish(ContractProposed, contract, actor)
    return contract


def contract_confirm(*, actor: Actor, contract_id: int, expected_revision: int) -> Contract:
    """Confirm what the other side proposed: from now on it is recorded.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    with transaction.atomic():
        contract = _lock(actor, contract_id, expected_revision)
        _check_turn(actor, contract)
        contract.state = Contract.State.CONFIRMED
        contract.confirmed_by_id = actor.user_id
        contract.confirmed_at = timezone.now()
        contract.revision += 1
        contract.save()
        if contract.kind == Contract.Kind.MAIN:
            deal_move(contract.deal, Stage.CONTRACTED)
        _publish(ContractConfirmed, contract, actor)
    return contract


def contract_return(
    *, actor: Actor, contract_id: int, expected_revision: int, note: str
) -> Contract:
    """Return what the other side proposed, saying what should change.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for the note.
    """
    note = note.replace("\x00", "").strip()
    if not note:
        raise ValidationError({"note": _("Say what should change.")})
    if len(note) > 2000:
        raise ValidationError({"note": _("At most 2,000 characters.")})
    with transaction.atomic():
        contract = _lock(actor, contract_id, expected_revision)
        _check_turn(actor, contract)
        contract.state = Contract.State.RETURNED
        contract.returned_note = note
        contract.revision += 1
        contract.save()
        _publish(ContractReturned, contract, actor)
    return contract


def _lock(actor: Actor, contract_id: int, expected_revision: int) -> Contract:
    deal = deal_lock(actor, contract_readable_by(actor, contract_id).deal_id)
    contract = Contract.objects.select_for_update(of=("self",)).get(pk=contract_id)
    contract.deal = deal
    if contract.state == Contract.State.CONFIRMED:
        raise WrongState(_("This contract is recorded; it does not change any more."))
    if contract.revision != expected_revision:
        raise Stale(
            _("The record changed while you were reading; look again."),
            changed_by=str(contract.proposed_by),
            changed_at=contract.updated_at,
            revision=contract.revision,
        )
    _check_running(deal)
    return contract


def _check_running(deal: Deal) -> None:
    if not deal.running:
        raise WrongState(_("These talks were ended."))


def _check_turn(actor: Actor, contract: Contract) -> None:
    if contract.state != Contract.State.PROPOSED:
        raise WrongState(_("It was returned; the other side redrafts it first."))
    if not rules.may_confirm(actor, contract):
        raise NotPermitted(
            _("The other side confirms; for a university, its technology-transfer office.")
        )


def _fill(contract: Contract, values: ContractValues) -> None:
    contract.title = " ".join(values.title.replace("\x00", "").split())
    contract.type = values.type
    contract.subtype = values.subtype
    contract.amount = values.amount
    contract.currency = values.currency
    contract.signed_on = values.signed_on  # type: ignore[assignment]
    contract.ip_ownership = values.ip_ownership
    contract.clean_fields(exclude=_NOT_WRITTEN)
    if contract.subtype and contract.subtype not in SUBTYPES[contract.type]:
        raise ValidationError({"subtype": _("This contract type has no such subtype.")})
    if contract.signed_on > timezone.localdate() + timedelta(days=1):
        raise ValidationError({"signed_on": _("The signing date lies in the future.")})
    opened = timezone.localdate(contract.deal.created_at)
    if contract.signed_on < opened:
        raise ValidationError(
            {
                "signed_on": _("The talks were opened on %(day)s; the contract is signed later.")
                % {"day": dates.day(opened)}
            }
        )


def _publish(event: type, contract: Contract, actor: Actor) -> None:
    publish(
        event(
            contract_id=contract.pk,
            deal_id=contract.deal_id,
            need_id=contract.need_id,
            offer_id=contract.offer_id,
            revision=contract.revision,
        ),
        actor_id=actor.user_id,
    )
