"""Whose turn it is over contract records, in one sentence. Part of the selectors layer."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.deals.models import Deal, Stage
from backend.deals.next_steps import next_steps
from backend.deals.sections import NextStep

from .models import Contract
from .rules import may_answer_scan, may_confirm, may_draft, may_sign
from .selectors import contracts_of_deals


def contract_step(contract: Contract, actor: Actor) -> NextStep:
    """What comes next for the record, as this reader should be told."""
    if contract.state == Contract.State.SIGNED:
        return NextStep(_("The contract is signed; nothing is open."), False, idle=True)
    if contract.state == Contract.State.TERMINATED:
        return NextStep(_("The contract was terminated; nothing is open."), False, idle=True)
    if contract.state == Contract.State.DROPPED:
        return NextStep(_("This record was dropped; nothing is open."), False)
    if contract.state == Contract.State.CONFIRMED:
        return _signing_step(contract, actor)
    waiting = contract.buyer if contract.waits_for_id == contract.buyer_id else contract.seller
    who = {"owner": named(waiting)}
    if contract.state == Contract.State.DRAFTING:
        if actor.belongs_to(waiting.pk) and may_draft(actor, contract.deal):
            return NextStep(
                _("Finish the text of the contract and send it to the other side."),
                True,
                act=_("Edit the text"),
                url=reverse("contract_text", args=[contract.pk]),
            )
        return NextStep(_("%(owner)s is writing the text of the contract.") % who, False)
    if contract.state == Contract.State.RETURNED:
        if actor.belongs_to(waiting.pk) and may_draft(actor, contract.deal):
            return NextStep(_("It was returned to you: change it and send it again."), True)
        return NextStep(_("Returned: %(owner)s changes the record.") % who, False)
    if may_confirm(actor, contract):
        return NextStep(_("Your organisation is asked to confirm the contract record."), True)
    if actor.belongs_to(waiting.pk):
        return NextStep(
            _("Your technology-transfer office is asked to confirm the contract record."), False
        )
    return NextStep(_("Waits for %(owner)s to confirm the contract record.") % who, False)


def _signing_step(contract: Contract, actor: Actor) -> NextStep:
    """Of an agreed text: the reader signs, answers a scan, or waits for the other side."""
    if may_answer_scan(actor, contract):
        return NextStep(_("A scan of the signed contract waits for your confirmation."), True)
    if may_sign(actor, contract):
        return NextStep(_("The text is agreed: sign it for your organisation."), True)
    return NextStep(_("The text is agreed; it waits for the signatures."), False)


def contract_steps(contracts: Sequence[Contract], actor: Actor) -> dict[int, NextStep]:
    """What comes next by record; for a signed one with nothing open, what its deal has open."""
    found = {contract.pk: contract_step(contract, actor) for contract in contracts}
    signed = [c for c in contracts if c.state == Contract.State.SIGNED and c.deal.running]
    of_deals = next_steps([contract.deal for contract in signed], actor) if signed else {}
    for contract in signed:
        found[contract.pk] = of_deals[contract.deal_id]
    return found


def deal_steps(deals: Sequence[Deal], actor: Actor) -> dict[int, NextStep]:
    """The next step of running deals, which is that of their contracts."""
    records = contracts_of_deals(deals)
    return {
        deal.pk: _deal_step(deal, records.get(deal.pk, []), actor) for deal in deals if deal.running
    }


def _deal_step(deal: Deal, contracts: Sequence[Contract], actor: Actor) -> NextStep:
    """Of the record in draft, else of the last one, else drafting one."""
    standing = [c for c in contracts if c.state != Contract.State.DROPPED]
    if standing:
        in_draft = [c for c in standing if c.state in Contract.IN_DRAFT]
        return contract_step((in_draft or standing)[-1], actor)
    if may_draft(actor, deal):
        # Accepted terms have brought the deal to its contract.
        agreed = deal.stage == Stage.CONTRACT
        return NextStep(
            _("The terms are agreed: either side drafts the contract.")
            if agreed
            else _("Agree on the terms; then either side drafts the contract."),
            True,
            act=_("Draft the contract"),
            url="#draft",
        )
    return NextStep(_("The two sides talk; no contract record has been drafted yet."), False)
