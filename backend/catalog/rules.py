"""Who may write listings. Reading is a matter of audiences (audiences.py)."""

from __future__ import annotations

from backend.accounts.actors import Actor
from backend.accounts.models import Role

from .models import Kind, Listing

_AUTHORS: dict[str, frozenset[str]] = {
    Kind.NEED: frozenset({Role.ENTERPRISE_MEMBER}),
    Kind.ACHIEVEMENT: frozenset({Role.RESEARCHER, Role.UNIVERSITY_OFFICE}),
    Kind.EXPERT: frozenset({Role.RESEARCHER, Role.UNIVERSITY_OFFICE}),
}


def may_list(actor: Actor, *, kind: str, owner_id: int) -> bool:
    """Whether the actor may list something of this kind for the organisation."""
    return actor.roles.get(owner_id, "") in _AUTHORS[kind]


def may_edit(actor: Actor, listing: Listing) -> bool:
    """Enterprise members and the office edit all of their organisation's; a researcher their own."""
    if not may_list(actor, kind=listing.kind, owner_id=listing.owner_id):
        return False
    if actor.holds(Role.RESEARCHER, listing.owner_id):
        return listing.contact_id == actor.user_id
    return True


def may_withdraw(actor: Actor, listing: Listing) -> bool:
    """Whoever may edit it, and operators, who moderate."""
    return actor.operator or may_edit(actor, listing)


def may_assign_broker(actor: Actor, listing: Listing) -> bool:
    """The owner chooses the broker of a listing; operators may too."""
    return actor.operator or may_edit(actor, listing)
