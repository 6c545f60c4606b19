"""Who may write a contract record. A university is bound by its office alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING, action
from backend.accounts.models import Duty
from backend.deals.models import Deal
from backend.deals.rules import may_follow, spoken_for, takes_part

from .models import Contract

DRAFT = action("contract_draft", _("Draft a contract record"), BINDING, own=[Duty.RESEARCHER])
NOT_THEIR_TURN = _("The other side confirms; for a university, its technology-transfer office.")
CONFIRM = action("contract_confirm", _("Confirm or return a contract record"), BINDING)


def may_draft(actor: Actor, deal: Deal) -> bool:
    """Either party drafts and redrafts, a researcher who takes part too."""
    return takes_part(actor, deal, DRAFT)


def may_confirm(actor: Actor, contract: Contract) -> bool:
    """The party that did not draft it, by somebody who binds it."""
    return CONFIRM.allows(actor, contract.across_id)


def may_withdraw(actor: Actor, contract: Contract) -> bool:
    """Whoever drafts for the party that proposed it."""
    return contract.drafter_id in spoken_for(actor, contract.deal, DRAFT)


def may_read(actor: Actor, contract: Contract) -> bool:
    """Whoever follows its deal."""
    return may_follow(actor, contract.deal)
