"""Drafting: one side proposes and redrafts, takes back; what rests too long falls."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.lifecycle import listing_locked
from backend.catalog.services import need_reopen
from backend.contracts import rules
from backend.contracts.amounts import instalments_complete, parts_complete, technology_of
from backend.contracts.events import ContractProposed
from backend.contracts.lifecycle import CONTRACT, contract_locked, facts_of
from backend.contracts.models import WITH_ROYALTY, Contract, PaymentForm, Written
from backend.contracts.selectors import contracted
from backend.contracts.validation import contract_values_check
from backend.contracts.values import ContractValues, InstalmentValues, PartValues
from backend.contracts.versions import contract_content
from backend.core.errors import WrongState
from backend.core.lifecycles import advance, moving
from backend.core.numbers import number_take
from backend.core.outbox import publish
from backend.deals.lifecycle import deal_lock
from backend.deals.models import DealDuty, Stage, Turn
from backend.deals.rules import party_of
from backend.deals.services import deal_advance, deal_turn
from backend.versions.services import version_keep

from .rows import rows_keep
from .signing import text_void
from .texts import text_complete, text_fill

# Columns that take a value as it is given.
_PLAIN = tuple(
    field.name
    for field in fields(ContractValues)
    if field.name not in {"title", "parts", "instalments", "clauses"}
)
# What a side does not write: set by the services, and empty until the other side confirms.
_NOT_WRITTEN = {field.name for field in Contract._meta.fields} - {
    field.name for field in fields(ContractValues)
}


_BEGUN = {True: Contract.State.DRAFTING, False: Contract.State.PROPOSED}


def contract_draft(
    *, actor: Actor, deal_id: int, values: ContractValues, kind: str = ""
) -> Contract:
    """Draft a contract for the actor's party; the first of a deal is its main contract, after it
    ``kind`` may be an amendment or a termination of that, else it is a supplementary agreement.

    What is written here begins with the library's text, and waits until it is sent.

    Raises NotFound, NotPermitted, WrongState where one is open or the deal has ended, ValidationError by
    field.
    """
    with transaction.atomic():
        deal = deal_lock(actor, deal_id)
        party = party_of(actor, deal, rules.DRAFT)
        if not deal.running:
            raise WrongState(_("These talks were ended."))
        if Contract.objects.filter(deal=deal, state__in=Contract.OPEN).exists():
            raise WrongState(_("A contract of these talks is open already; finish that one first."))
        main = (
            Contract.objects.filter(deal=deal, kind=Contract.Kind.MAIN)
            .exclude(state=Contract.State.DROPPED)
            .first()
        )
        contract = Contract(
            deal=deal,
            kind=_kind(kind, main),
            base=main,
            need_id=deal.need_id,
            offer_id=deal.offer_id,
            buyer_id=deal.buyer_id,
            seller_id=deal.seller_id,
            proposed_by_buyer=party == DealDuty.BUYER,
            proposed_by_id=actor.person,
            state=_BEGUN[values.written == Written.HERE],
        )
        rows = _fill(contract, values)
        contract.number = number_take("contract")
        contract.save()
        rows_keep(contract, *rows)
        if main is None:
            whose = Turn(party) if contract.written_here else _across(party)
            deal_advance(deal, "draft", actor_id=actor.user_id, whose=whose)
        if contract.state == Contract.State.PROPOSED:
            publish(ContractProposed(**facts_of(contract)), actor_id=actor.user_id)
    return contract


def _kind(wanted: str, main: Contract | None) -> str:
    """The kind of a new contract. Raises ValidationError for ``kind``."""
    if main is None and wanted in {"", Contract.Kind.MAIN}:
        return Contract.Kind.MAIN
    if main is not None and wanted in {"", *Contract.Kind.values} - {Contract.Kind.MAIN}:
        return wanted or Contract.Kind.SUPPLEMENTARY
    raise ValidationError({"kind": _("There is no main contract yet, or there is one already.")})


def contract_write(
    *, actor: Actor, contract_id: int, expected_revision: int, values: ContractValues
) -> Contract:
    """Save what is being written; the other side is not asked yet.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError by field.
    """
    with moving(
        CONTRACT, "write", contract_id, actor=actor, expected_revision=expected_revision
    ) as contract:
        party = _written(actor, contract, values)
        deal_turn(contract.deal, Turn(party), actor_id=actor.user_id)
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
        party = _written(actor, contract, values)
        text_complete(contract)
        contract.returned_note = ""
        deal_turn(contract.deal, _across(party), actor_id=actor.user_id)
    return contract


def _written(actor: Actor, contract: Contract, values: ContractValues) -> DealDuty:
    """Write the values for the actor's party, and keep what was said before among the versions."""
    said = contract_content(contract)
    said_by, said_since = contract.proposed_by_id, contract.updated_at
    if values.written != contract.written:
        raise ValidationError(
            {"written": _("A contract stays as it was begun: draft another one.")}
        )
    rows_keep(contract, *_fill(contract, values))
    party = party_of(actor, contract.deal, rules.DRAFT)
    contract.proposed_by_buyer = party == DealDuty.BUYER
    contract.proposed_by_id = actor.person
    version_keep(
        subject="contract",
        subject_id=contract.pk,
        content=contract_content(contract),
        changed_by_id=actor.user_id,
        before=said,
        before_by_id=said_by,
        before_since=said_since,
    )
    return party


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
    found = Contract.objects.filter(deal_id=deal_id, state__in=Contract.OPEN)
    for contract_id in found.values_list("pk", flat=True):
        _drop(contract_id, "drop")


def need_follow(*, need_id: int) -> None:
    """A need in contract is wanted again where no signed contract over it stands any more."""
    with transaction.atomic():
        listing_locked(need_id)
        if not contracted(need_id):
            need_reopen(listing_id=need_id, actor_id=None)


def _drop(contract_id: int, act: str) -> None:
    with transaction.atomic():
        contract = contract_locked(contract_id)
        text_void(contract, None)
        advance(CONTRACT, act, contract, actor_id=None)
        _reopen_talks(contract, None)


def _reopen_talks(contract: Contract, actor_id: int | None) -> None:
    """Without its main record a running deal is back at its terms."""
    if contract.kind == Contract.Kind.MAIN and contract.deal.stage == Stage.CONTRACT:
        deal_advance(contract.deal, "undraft", actor_id=actor_id)


def _across(party: DealDuty) -> Turn:
    return Turn(party.other)


def _fill(
    contract: Contract, values: ContractValues
) -> tuple[tuple[PartValues, ...], tuple[InstalmentValues, ...]]:
    """Write the checked values into the row; return the complete parts of the amount, and the
    instalments in which it is paid."""
    for name in _PLAIN:
        setattr(contract, name, getattr(values, name))
    contract.title = " ".join(values.title.replace("\x00", "").split())
    if contract.payment_form not in WITH_ROYALTY:
        contract.royalty_base, contract.royalty_percent = "", None
    if contract.payment_form != PaymentForm.ENTRY_ROYALTY:
        contract.entry_fee = None
    contract.technology_amount = Decimal(0)
    contract.clean_fields(exclude=_NOT_WRITTEN)
    contract_values_check(contract)
    parts = parts_complete(contract.amount, contract.currency, values.parts)
    contract.technology_amount = technology_of(parts)
    instalments = instalments_complete(
        contract.amount, contract.currency, contract.payment_form, values.instalments
    )
    text_fill(contract, values.clauses, in_rows=bool(instalments))
    return parts, instalments
