"""Who may write a contract record. A university is bound by its office alone."""

from __future__ import annotations

from backend.accounts.actors import Actor
from backend.accounts.rules import acting_for, binds
from backend.deals.rules import may_follow, spoken_for

from .models import Contract


def may_draft(actor: Actor, contract: Contract) -> bool:
    """Either party redrafts what is not recorded yet, a researcher too."""
    return (
        contract.waits_for_id is not None
        and acting_for(actor, spoken_for(actor, contract.deal)) is not None
    )


def may_confirm(actor: Actor, contract: Contract) -> bool:
    """The party whose turn it is, by somebody who binds it."""
    return (
        contract.state == Contract.State.PROPOSED
        and contract.waits_for_id is not None
        and binds(actor, contract.waits_for_id)
    )


def may_read(actor: Actor, contract: Contract) -> bool:
    """Whoever follows its deal."""
    return may_follow(actor, contract.deal)
