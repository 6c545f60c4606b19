"""The next step of a deal in one sentence for one reader. Part of the selectors layer."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.contracts.models import Contract
from backend.contracts.rules import may_confirm, may_draft
from backend.contracts.selectors import contract_of_pair

from .models import Deal


@dataclass(frozen=True, slots=True)
class NextStep:
    """``mine``: this reader can take it now."""

    sentence: str
    mine: bool


def next_step(deal: Deal, actor: Actor) -> NextStep:
    """What comes next, and whether the reader can do it."""
    pairing = deal.pairing
    contract = contract_of_pair(need_id=pairing.need_id, offer_id=pairing.offer_id)
    if contract is not None:
        return contract_step(contract, actor)
    mine = any(
        may_draft(actor, listing.owner_id, contact_id=listing.contact_id)
        for listing in (pairing.need, pairing.offer)
    )
    if mine:
        return NextStep(_("Agree on the terms; then either side drafts the contract record."), True)
    return NextStep(_("The two sides talk; a contract record has not been drafted yet."), False)


def contract_step(contract: Contract, actor: Actor) -> NextStep:
    """Whose turn it is over the contract record."""
    if contract.state == Contract.State.CONFIRMED:
        return NextStep(_("The contract is recorded; nothing is open."), False)
    waiting = contract.buyer if contract.waits_for_id == contract.buyer_id else contract.seller
    who = {"owner": named(waiting)}
    mine = may_confirm(actor, contract)
    if contract.state == Contract.State.RETURNED:
        if mine:
            return NextStep(_("It was returned to you: change it and send it again."), True)
        return NextStep(_("Returned: %(owner)s changes the record.") % who, False)
    if mine:
        return NextStep(_("Your organisation is asked to confirm the contract record."), True)
    return NextStep(_("Waits for %(owner)s to confirm the contract record.") % who, False)
