"""Writes of contract records: one side proposes, the other confirms or returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.lifecycle import listing_locked
from backend.catalog.services import need_contract, need_reopen
from backend.core import dates
from backend.core.errors import WrongState
from backend.core.lifecycles import advance, moving
from backend.core.numbers import number_take
from backend.core.outbox import publish
from backend.deals.lifecycle import deal_lock
from backend.deals.models import DealDuty, Stage, Turn
from backend.deals.rules import party_of
from backend.deals.services import deal_advance, deal_turn
from backend.versions.services import version_keep

from . import rules
from .events import ContractProposed
from .lifecycle import CONTRACT, contract_locked, facts_of
from .models import SUBTYPES, Contract
from .selectors import contracted
from .values import ContractValues
from .versions import contract_content

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
        if not deal.running:
            raise WrongState(_("These talks were ended."))
        if Contract.objects.filter(deal=deal, state__in=Contract.IN_DRAFT).exists():
            raise WrongState(_("A record of this contract exists already."))
        has_main = (
            Contract.objects.filter(deal=deal, kind=Contract.Kind.MAIN)
            .exclude(state=Contract.State.DROPPED)
            .exists()
        )
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
        contract.number = number_take("contract")
        contract.save()
        if not has_main:
            deal_advance(deal, "draft", actor_id=actor.user_id, whose=_across(party))
        publish(ContractProposed(**facts_of(contract)), actor_id=actor.user_id)
    return contract


def contract_revise(
    *, actor: Actor, contract_id: int, expected_revision: int, values: ContractValues
) -> Contract:
    """Redraft a record that is not confirmed; the other side confirms anew.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError by field.
    """
    with moving(
        CONTRACT, "revise", contract_id, actor=actor, expected_revision=expected_revision
    ) as contract:
        said = contract_content(contract)
        said_by, said_since = contract.proposed_by_id, contract.updated_at
        _fill(contract, values)
        party = party_of(actor, contract.deal, rules.DRAFT)
        contract.proposed_by_buyer = party == DealDuty.BUYER
        contract.proposed_by_id = actor.person
        contract.returned_note = ""
        deal_turn(contract.deal, _across(party), actor_id=actor.user_id)
        version_keep(
            subject="contract",
            subject_id=contract.pk,
            content=contract_content(contract),
            changed_by_id=actor.user_id,
            before=said,
            before_by_id=said_by,
            before_since=said_since,
        )
    return contract


def contract_confirm(*, actor: Actor, contract_id: int, expected_revision: int) -> Contract:
    """Confirm what the other side proposed: from now on it is recorded.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    with moving(
        CONTRACT, "confirm", contract_id, actor=actor, expected_revision=expected_revision
    ) as contract:
        contract.confirmed_by_id = actor.user_id
        contract.confirmed_at = timezone.now()
        if contract.kind == Contract.Kind.MAIN:
            deal_advance(contract.deal, "sign", actor_id=actor.user_id)
            if contract.need_id is not None:
                need_contract(listing_id=contract.need_id, actor_id=actor.user_id)
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


def contract_withdraw(*, actor: Actor, contract_id: int, expected_revision: int) -> Contract:
    """Take back what one's own side drafted; another record may be drafted.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    with moving(
        CONTRACT, "withdraw", contract_id, actor=actor, expected_revision=expected_revision
    ) as contract:
        _reopen_talks(contract, actor.user_id)
    return contract


def contract_lapse(*, contract_id: int) -> None:
    """Drop a record that was returned and has rested too long. Raises WrongState."""
    _drop(contract_id, "lapse")


def contracts_drop(*, deal_id: int) -> None:
    """Drop what is in draft in a deal that has ended; safe to repeat."""
    found = Contract.objects.filter(deal_id=deal_id, state__in=Contract.IN_DRAFT)
    for contract_id in found.values_list("pk", flat=True):
        _drop(contract_id, "drop")


def need_follow(*, need_id: int) -> None:
    """A need in contract is wanted again where no recorded contract over it stands any more."""
    with transaction.atomic():
        listing_locked(need_id)
        if not contracted(need_id):
            need_reopen(listing_id=need_id, actor_id=None)


SERVICES: dict[str, Callable[..., Contract]] = {
    "confirm": contract_confirm,
    "return": contract_return,
    "revise": contract_revise,
    "withdraw": contract_withdraw,
}


def _drop(contract_id: int, act: str) -> None:
    with transaction.atomic():
        contract = contract_locked(contract_id)
        advance(CONTRACT, act, contract, actor_id=None)
        _reopen_talks(contract, None)


def _reopen_talks(contract: Contract, actor_id: int | None) -> None:
    """Without its main record a running deal is back at its terms."""
    if contract.kind == Contract.Kind.MAIN and contract.deal.stage == Stage.CONTRACT:
        deal_advance(contract.deal, "undraft", actor_id=actor_id)


def _across(party: DealDuty) -> Turn:
    return Turn(party.other)


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
