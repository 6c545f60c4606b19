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


def _not_written(contract: Contract) -> Words | None:
    if contract.written == Written.PAPER:
        return _("This contract was signed outside; its text is not written here.")
    return _talks_ended(contract)


def _not_to_sign(contract: Contract) -> Words | None:
    return _talks_ended(contract) or signing_blocked(contract)


def _no_scan(contract: Contract) -> Words | None:
    if contract.scan_id is None:
        return _("There is no scan to confirm; look again.")
    return _not_to_sign(contract)


def _signed(event: Fact) -> str:
    if event.payload["written"] == Written.PAPER:
        return gettext("Contract on record, signed outside")
    return gettext("Contract signed by both sides")


def _drafted(event: Fact) -> str:
    if event.payload["revision"] == 1:
        return gettext("Contract drafted")
    return gettext("Contract sent for confirmation")


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
            act="write",
            source=Contract.IN_DRAFT,
            target=State.DRAFTING,
            may=lambda actor, contract: rules.may_draft(actor, contract.deal),
            refused=_("Only the two sides draft this contract."),
            blocked=_not_written,
            words=_("Save the text"),
            done=_("Saved. The other side is asked once you send it."),
        ),
        Transition(
            act="sign",
            source=(State.CONFIRMED,),
            target=State.CONFIRMED,
            may=rules.may_sign,
            refused=rules.NOT_TO_SIGN,
            blocked=_not_to_sign,
            event=ContractPartySigned,
            words=_("Sign electronically"),
            invitation=_("Sign the agreed text electronically"),
            done=_("Signed."),
            told=_("Signed by one side"),
            look="main",
        ),
        Transition(
            act="scan",
            source=(State.CONFIRMED,),
            target=State.CONFIRMED,
            may=rules.may_bind,
            refused=_("Only who binds one of the two sides does this."),
            blocked=_not_to_sign,
            event=ContractScanOffered,
            words=_("Put up a scan"),
            invitation=_("Signed on paper: put up a scan of it"),
            submit=_("Put up for confirmation"),
            done=_("Put up. The other side is asked to confirm it."),
            told=_("Scan of the signed contract put up"),
        ),
        Transition(
            act="accept_scan",
            source=(State.CONFIRMED,),
            target=State.CONFIRMED,
            may=rules.may_answer_scan,
            refused=_("The side that did not put up the scan confirms it."),
            blocked=_no_scan,
            words=_("Confirm the scan"),
            done=_("Confirmed: the contract is signed."),
            look="main",
        ),
        Transition(
            act="refuse_scan",
            source=(State.CONFIRMED,),
            target=State.CONFIRMED,
            may=rules.may_answer_scan,
            refused=_("The side that did not put up the scan confirms it."),
            blocked=_no_scan,
            ask=Ask(
                note_required=True,
                note_label=_("What is wrong with the scan?"),
                note_column="returned_note",
                missing=_("Say what is wrong with the scan."),
            ),
            event=ContractScanRefused,
            words=_("Refuse the scan"),
            invitation=_("The scan is not what was signed"),
            done=_("Refused. The other side reads why."),
            told=_("Scan of the signed contract refused"),
        ),
        Transition(
            act="reopen",
            source=(State.CONFIRMED,),
            target=State.RETURNED,
            may=rules.may_bind,
            refused=_("Only who binds one of the two sides does this."),
            blocked=_talks_ended,
            ask=Ask(
                note_required=True,
                note_label=_("What should change?"),
                note_column="returned_note",
                help=_("Signatures made so far become void; the text is agreed and signed anew."),
                missing=_("Say what should change."),
            ),
            event=ContractReopened,
            words=_("Back to the text"),
            invitation=_("Go back to the text instead of signing"),
            done=_("The text can be changed again."),
            told=_("Went back from the agreed text"),
            look="danger",
        ),
        Transition(
            act="amend",
            source=(State.SIGNED,),
            target=State.SIGNED,
            event=ContractAmended,
            told=_("Contract amended"),
        ),
        Transition(
            act="terminate",
            source=(State.SIGNED,),
            target=State.TERMINATED,
            event=ContractTerminated,
            told=_("Contract terminated"),
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
