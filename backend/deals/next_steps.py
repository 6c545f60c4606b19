"""The next step of a deal in one sentence for one reader. Part of the selectors layer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.contracts.models import Contract
from backend.contracts.next_steps import NextStep, contract_step
from backend.contracts.rules import may_draft

from .models import Deal, Pairing


def next_step(deal: Deal, contract: Contract | None, actor: Actor) -> NextStep:
    """What comes next, and whether the reader can do it; ``contract`` is the deal's, if any."""
    if contract is not None:
        return contract_step(contract, actor)
    if drafts(actor, deal.pairing):
        return NextStep(_("Agree on the terms; then either side drafts the contract record."), True)
    return NextStep(_("The two sides talk; no contract record has been drafted yet."), False)


def drafts(actor: Actor, pairing: Pairing) -> bool:
    """Whether the actor may draft the contract record for one of the sides."""
    return any(
        may_draft(actor, listing.owner_id, contact_id=listing.contact_id)
        for listing in (pairing.need, pairing.offer)
    )
