"""Who may write a contract record. A university is bound by its office alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING, action, party_to
from backend.accounts.models import Duty

from .models import Contract

DRAFT = action("contract_draft", _("Draft a contract record"), BINDING, own=[Duty.RESEARCHER])
CONFIRM = action("contract_confirm", _("Confirm or return a contract record"), BINDING)


def may_draft(actor: Actor, organisation_id: int, *, contact_id: int) -> bool:
    """Either side drafts: whoever binds it, and the researcher of the offer."""
    return DRAFT.allows(actor, organisation_id, contact_id=contact_id)


def may_confirm(actor: Actor, contract: Contract) -> bool:
    """The side whose turn it is, by somebody who can bind the organisation."""
    return CONFIRM.allows(actor, contract.waits_for_id)


def may_read(actor: Actor, contract: Contract) -> bool:
    """Both parties, the brokers of both listings, and operators."""
    return party_to(
        actor,
        organisations=[contract.buyer_id, contract.seller_id],
        people=[contract.need.broker_id, contract.offer.broker_id],
    )
