"""Who may decide on a pairing, and who may follow it."""

from __future__ import annotations

from backend.accounts.actors import Actor
from backend.accounts.models import Role
from backend.catalog.models import Listing

from .models import Pairing, Side


def sides_of(actor: Actor, pairing: Pairing) -> frozenset[Side]:
    """The sides the actor decides for. A university is bound by the listing's researcher or office."""
    found = set()
    if _decides(actor, pairing.need):
        found.add(Side.NEED)
    if _decides(actor, pairing.offer):
        found.add(Side.OFFER)
    return frozenset(found)


def _decides(actor: Actor, listing: Listing) -> bool:
    role = actor.roles.get(listing.owner_id, "")
    if role == Role.RESEARCHER:
        return listing.contact_id == actor.user_id
    return role in {Role.ENTERPRISE_MEMBER, Role.UNIVERSITY_OFFICE}


def stands_by(actor: Actor, listing: Listing) -> bool:
    """Members of the listing's organisation, its broker, and operators."""
    return (
        actor.operator
        or actor.belongs_to(listing.owner_id)
        or (actor.user_id is not None and actor.user_id == listing.broker_id)
    )


def may_follow(actor: Actor, pairing: Pairing) -> bool:
    """Whoever stands by either of its listings."""
    return stands_by(actor, pairing.need) or stands_by(actor, pairing.offer)
