"""What becomes of a contract: one row for each act."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Ask, Lifecycle, Transition, Words
from backend.core.models import Fact
from backend.deals.lifecycle import deal_locked

from . import rules
from .conditions_to_sign import signing_blocked
from .events import (
    ContractConfirmed,
    ContractDropped,
    ContractProposed,
    ContractReturned,
    ContractSigned,
)
from .models import Contract, Written
from .selectors import contract_readable_by

State = Contract.State


def contract_locked(contract_id: int) -> Contract:
    """The record and before it its deal, locked; rights are the caller's."""
    deal = deal_locked(Contract.objects.values_list("deal_id", flat=True).get(pk=contract_id))
    contract = Contract.objects.select_for_update(of=("self",)).get(pk=contract_id)
    contract.deal = deal
    return contract


def facts_of(contract: Contract, actor: Actor | None = None) -> dict[str, Any]:
    """What its events tell."""
    return {
        "contract_id": contract.pk,
        "deal_id": contract.deal_id,
        "need_id": contract.need_id,
        "offer_id": contract.offer_id,
        "revision": contract.revision,
        "written": contract.written,
    }


def _talks_ended(contract: Contract) -> Words | None:
    return None if contract.deal.running else _("These talks were ended.")


def _blocked(contract: Contract) -> Words | None:
    """Why it is not confirmed: of what was signed outside, that makes it a signed contract."""
    ended = _talks_ended(contract)
    if ended is None and contract.written == Written.PAPER:
        return signing_blocked(contract)
    return ended


def _signed(event: Fact) -> str:
    if event.payload["written"] == Written.PAPER:
        return gettext("Contract on record, signed outside")
    return gettext("Contract signed by both sides")


def _drafted(event: Fact) -> str:
    if event.payload["revision"] == 1:
        return gettext("Contract record drafted")
    return gettext("Contract record redrafted")


CONTRACT: Lifecycle[Contract] = Lifecycle(
    name="contract",
    model=Contract,
    states=State,
    find=contract_readable_by,
    lock=contract_locked,
    facts=facts_of,
    changed_by=lambda contract: str(contract.proposed_by),
    stale=_("The record changed while you were reading; look again."),
    settled={
        State.RETURNED: _("It was returned; the other side redrafts it first."),
        State.CONFIRMED: _("The text is agreed; it does not change any more."),
        State.SIGNED: _("This contract is signed; it does not change any more."),
        State.TERMINATED: _("This contract was terminated."),
        State.DROPPED: _("This record was dropped; draft another one in the talks."),
    },
    transitions=(
        Transition(
            act="return",
            source=(State.PROPOSED,),
            target=State.RETURNED,
            may=rules.may_confirm,
            refused=rules.NOT_THEIR_TURN,
            blocked=_talks_ended,
            ask=Ask(
                note_required=True,
                note_label=_("What should change?"),
                note_column="returned_note",
                missing=_("Say what should change."),
            ),
            event=ContractReturned,
            words=_("Return"),
            invitation=_("Return it and say what should change"),
            done=_("Returned. The other side reads what should change."),
            told=_("Contract record returned for changes"),
        ),
        Transition(
            act="confirm",
            source=(State.PROPOSED,),
            target=State.CONFIRMED,
            may=rules.may_confirm,
            refused=rules.NOT_THEIR_TURN,
            blocked=_blocked,
            event=ContractConfirmed,
            words=_("Confirm the contract"),
            done=_("Confirmed."),
            told=_("Contract confirmed by the other side"),
            look="main",
        ),
        Transition(
            act="conclude",
            source=(State.CONFIRMED,),
            target=State.SIGNED,
            event=ContractSigned,
            told=_signed,
        ),
        Transition(
            act="revise",
            source=Contract.IN_DRAFT,
            target=State.PROPOSED,
            may=lambda actor, contract: rules.may_draft(actor, contract.deal),
            refused=_("Only the two sides draft this contract."),
            blocked=_talks_ended,
            event=ContractProposed,
            words=_("Redraft"),
            submit=_("Send for confirmation"),
            invitation=_("Redraft the record"),
            done=_("Redrafted. The other side is asked to confirm."),
            told=_drafted,
        ),
        Transition(
            act="withdraw",
            source=Contract.IN_DRAFT,
            target=State.DROPPED,
            may=rules.may_withdraw,
            refused=_("Only the side that drafted the record takes it back."),
            blocked=_talks_ended,
            event=ContractDropped,
            words=_("Take it back"),
            done=_("Taken back. Another record can be drafted in the talks."),
            told=_("Contract record dropped"),
            look="danger",
        ),
        Transition(
            act="lapse",
            source=(State.RETURNED,),
            target=State.DROPPED,
            event=ContractDropped,
            after=timedelta(days=60),
        ),
        Transition(
            act="drop",
            source=Contract.OPEN,
            target=State.DROPPED,
            event=ContractDropped,
        ),
    ),
)
