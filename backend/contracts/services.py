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
from backend.catalog.models import Listing
from backend.core.errors import NotPermitted, Stale, WrongState
from backend.core.outbox import publish

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


def contract_propose(
    *, actor: Actor, need: Listing, offer: Listing, values: ContractValues
) -> Contract:
    """Draft the record for the actor's side; the caller has checked that a deal stands.

    Runs in the caller's transaction, which holds the deal's lock. Raises NotPermitted, WrongState
    where a record exists, ValidationError by field.
    """
    drafts_as_buyer = rules.may_draft(actor, need.owner_id, contact_id=need.contact_id)
    drafts_as_seller = rules.may_draft(actor, offer.owner_id, contact_id=offer.contact_id)
    if actor.user_id is None or not (drafts_as_buyer or drafts_as_seller):
        raise NotPermitted(_("Only the two sides draft this contract."))
    if Contract.objects.filter(need=need, offer=offer).exists():
        raise WrongState(_("A record of this contract exists already."))
    contract = Contract(
        need=need,
        offer=offer,
        buyer_id=need.owner_id,
        seller_id=offer.owner_id,
        proposed_by_buyer=drafts_as_buyer,
        proposed_by_id=actor.user_id,
    )
    _fill(contract, values)
    contract.save()
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
        as_buyer = rules.may_draft(actor, contract.buyer_id, contact_id=contract.need.contact_id)
        as_seller = rules.may_draft(actor, contract.seller_id, contact_id=contract.offer.contact_id)
        if actor.user_id is None or not (as_buyer or as_seller):
            raise NotPermitted(_("Only the two sides draft this contract."))
        _fill(contract, values)
        contract.state = Contract.State.PROPOSED
        contract.proposed_by_buyer = as_buyer
        contract.proposed_by_id = actor.user_id
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
    contract_readable_by(actor, contract_id)
    contract = (
        Contract.objects.select_for_update(of=("self",))
        .select_related("need", "offer")
        .get(pk=contract_id)
    )
    if contract.state == Contract.State.CONFIRMED:
        raise WrongState(_("This contract is recorded; it does not change any more."))
    if contract.revision != expected_revision:
        raise Stale(
            _("The record changed while you were reading; look again."),
            changed_by=str(contract.proposed_by),
            changed_at=contract.updated_at,
            revision=contract.revision,
        )
    return contract


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


def _publish(event: type, contract: Contract, actor: Actor) -> None:
    publish(
        event(
            contract_id=contract.pk,
            need_id=contract.need_id,
            offer_id=contract.offer_id,
            revision=contract.revision,
        ),
        actor_id=actor.user_id,
    )
