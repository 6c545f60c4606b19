"""Who may write listings. Reading is a matter of audiences (audiences.py)."""

from __future__ import annotations

from backend.accounts.actors import Actor
from backend.accounts.models import Duty, Organisation
from backend.accounts.selectors import members_with_duty

from .kinds import KINDS
from .models import Listing


def authors_of(kind: str) -> tuple[Duty, ...]:
    """The duties that list something of this kind, the one that answers for all of it first."""
    listed_by = KINDS[kind].listed_by
    return listed_by.duties + listed_by.own


def may_list(actor: Actor, *, kind: str, owner_id: int) -> bool:
    """Whether the actor may list something of this kind for the organisation."""
    return KINDS[kind].listed_by.allows(actor, owner_id, contact_id=actor.user_id)


def may_list_anywhere(actor: Actor, *, kind: str) -> bool:
    """Whether there is an organisation for which the actor may list something of this kind."""
    return KINDS[kind].listed_by.allows_anywhere(actor)


def may_edit(actor: Actor, listing: Listing) -> bool:
    """Enterprise members and the office edit all of their organisation's; a researcher their own."""
    return listing.type.listed_by.allows(actor, listing.owner_id, contact_id=listing.contact_id)


def needs_approval(actor: Actor, *, kind: str, owner: Organisation, contact_id: int | None) -> bool:
    """Whether another of the institution's office decides before it is published: of what belongs to the
    institution and was made by the actor, who is researcher there, office or not.
    """
    listed_by = KINDS[kind].listed_by
    if not (KINDS[kind].approved and owner.approves_listings and contact_id == actor.user_id):
        return False
    if not actor.has_any(owner.pk, *listed_by.own):
        return False
    office = members_with_duty(owner.pk, *listed_by.duties)
    return office.exclude(pk=actor.person).exists()


def may_publish(actor: Actor, listing: Listing) -> bool:
    """Its authors, but where another of the office decides first."""
    return may_edit(actor, listing) and not _waits(actor, listing)


def may_submit(actor: Actor, listing: Listing) -> bool:
    """Its author, where another of the office decides before it is published."""
    return may_edit(actor, listing) and _waits(actor, listing)


def _waits(actor: Actor, listing: Listing) -> bool:
    return needs_approval(
        actor, kind=listing.kind, owner=listing.owner, contact_id=listing.contact_id
    )


def may_withdraw(actor: Actor, listing: Listing) -> bool:
    """Whoever may edit it, and operators, who moderate."""
    return actor.operator or may_edit(actor, listing)


def may_close(actor: Actor, listing: Listing) -> bool:
    """What seeks something is closed by its authors: it was solved, or is no longer wanted."""
    return listing.type.seeks and may_edit(actor, listing)


def may_assign_broker(actor: Actor, listing: Listing) -> bool:
    """The owner chooses the broker of a listing that may lead to a deal; operators may too."""
    if not listing.type.paired:
        return False
    return actor.operator or may_edit(actor, listing)
