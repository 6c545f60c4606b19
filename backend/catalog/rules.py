"""Who may write listings. Reading is a matter of audiences (audiences.py)."""

from __future__ import annotations

from backend.accounts.actors import Actor
from backend.accounts.models import Role

from .models import Kind, Listing

# The role that answers for all of the organisation's listings comes first.
_AUTHORS: dict[str, tuple[str, ...]] = {
    Kind.NEED: (Role.ENTERPRISE_MEMBER,),
    Kind.ACHIEVEMENT: (Role.UNIVERSITY_OFFICE, Role.RESEARCHER),
    Kind.EXPERT: (Role.UNIVERSITY_OFFICE, Role.RESEARCHER),
    Kind.ORGANISATION: (Role.ENTERPRISE_MEMBER, Role.UNIVERSITY_OFFICE, Role.BROKER),
}


def authors_of(kind: str) -> tuple[str, ...]:
    """The roles that list something of this kind, the one with the widest duty first."""
    return _AUTHORS[kind]


def may_list(actor: Actor, *, kind: str, owner_id: int) -> bool:
    """Whether the actor may list something of this kind for the organisation."""
    return actor.roles.get(owner_id, "") in _AUTHORS[kind]


def may_list_anywhere(actor: Actor, *, kind: str) -> bool:
    """Whether there is an organisation for which the actor may list something of this kind."""
    return any(may_list(actor, kind=kind, owner_id=owner_id) for owner_id in actor.roles)


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
    """The owner chooses the broker of a listing; operators may too. A profile leads to no deal."""
    if listing.kind == Kind.ORGANISATION:
        return False
    return actor.operator or may_edit(actor, listing)
