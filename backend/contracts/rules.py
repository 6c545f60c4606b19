"""Who may write a contract record. A university is bound by its office alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING, action
from backend.accounts.models import Duty
from backend.accounts.rules import acting_for, acting_for_one
from backend.deals.models import Deal
from backend.deals.rules import may_follow, spoken_for, takes_part
from backend.signing.selectors import document_of

from .models import Contract

DRAFT = action("contract_draft", _("Draft a contract record"), BINDING, own=[Duty.RESEARCHER])
NOT_THEIR_TURN = _("The other side confirms; for a university, its technology-transfer office.")
CONFIRM = action("contract_confirm", _("Confirm or return a contract record"), BINDING)


SIGN = action("contract_sign", _("Sign a contract"), BINDING)
NOT_TO_SIGN = _("Your side has signed, or somebody who binds your organisation signs.")


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


def signing_for(actor: Actor, contract: Contract) -> frozenset[int]:
    """The parties for which the actor may sign and which have not signed yet."""
    document = document_of("contract", contract.pk)
    if document is None:
        return frozenset()
    waiting = {one.organisation_id for one in document.signatures.all() if not one.made}
    own = {pk for pk in (contract.buyer_id, contract.seller_id) if SIGN.allows(actor, pk)}
    return frozenset(waiting & own)


def may_sign(actor: Actor, contract: Contract) -> bool:
    """Whoever binds a party that has not signed yet."""
    return acting_for(actor, signing_for(actor, contract)) is not None


def signing_party(actor: Actor, contract: Contract) -> str:
    """The party for which the actor signs: buyer or seller. Raises NotPermitted."""
    found = acting_for_one(actor, signing_for(actor, contract), NOT_TO_SIGN)
    return "buyer" if found == contract.buyer_id else "seller"


def may_bind(actor: Actor, contract: Contract) -> bool:
    """Whoever binds one of the parties."""
    return takes_part(actor, contract.deal, SIGN)


def may_answer_scan(actor: Actor, contract: Contract) -> bool:
    """Whoever binds the side that did not offer the scan."""
    if contract.scan_by_buyer is None:
        return False
    across = contract.seller_id if contract.scan_by_buyer else contract.buyer_id
    return SIGN.allows(actor, across)
