"""Who may write a contract record. A university is bound by its office alone."""

from __future__ import annotations

from backend.accounts.actors import Actor
from backend.accounts.models import Role

from .models import Contract


def may_draft(actor: Actor, organisation_id: int, *, contact_id: int) -> bool:
    """Either side drafts: enterprise members, the office, and the researcher of the offer."""
    role = actor.roles.get(organisation_id, "")
    if role == Role.RESEARCHER:
        return contact_id == actor.user_id
    return role in {Role.ENTERPRISE_MEMBER, Role.UNIVERSITY_OFFICE}


def may_confirm(actor: Actor, contract: Contract) -> bool:
    """The side whose turn it is, by somebody who can bind the organisation."""
    if contract.waits_for_id is None:
        return False
    role = actor.roles.get(contract.waits_for_id, "")
    return role in {Role.ENTERPRISE_MEMBER, Role.UNIVERSITY_OFFICE}


def may_read(actor: Actor, contract: Contract) -> bool:
    """Both parties, the brokers of both listings, and operators."""
    return (
        actor.operator
        or actor.belongs_to(contract.buyer_id)
        or actor.belongs_to(contract.seller_id)
        or (
            actor.user_id is not None
            and actor.user_id in {contract.need.broker_id, contract.offer.broker_id}
        )
    )
