"""Whose turn it is over a contract record, in one sentence. Part of the selectors layer."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named

from .models import Contract
from .rules import may_confirm, may_draft


@dataclass(frozen=True, slots=True)
class NextStep:
    """``mine``: this reader can take it now."""

    sentence: str
    mine: bool


def contract_step(contract: Contract, actor: Actor) -> NextStep:
    """What comes next for the record, as this reader should be told."""
    if contract.state == Contract.State.CONFIRMED:
        return NextStep(_("The contract is recorded; nothing is open."), False)
    waiting = contract.buyer if contract.waits_for_id == contract.buyer_id else contract.seller
    who = {"owner": named(waiting)}
    if contract.state == Contract.State.RETURNED:
        listing = contract.need if waiting == contract.buyer else contract.offer
        if may_draft(actor, waiting.pk, contact_id=listing.contact_id):
            return NextStep(_("It was returned to you: change it and send it again."), True)
        return NextStep(_("Returned: %(owner)s changes the record.") % who, False)
    if may_confirm(actor, contract):
        return NextStep(_("Your organisation is asked to confirm the contract record."), True)
    if actor.belongs_to(waiting.pk):
        return NextStep(
            _("Your technology-transfer office is asked to confirm the contract record."), False
        )
    return NextStep(_("Waits for %(owner)s to confirm the contract record.") % who, False)
