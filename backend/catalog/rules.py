"""Who may write listings. Reading is a matter of audiences (audiences.py)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import Action, action
from backend.accounts.models import Duty

from .models import Kind, Listing

LIST: dict[str, Action] = {
    Kind.NEED: action("list_need", _("List and edit technology needs"), [Duty.ENTERPRISE_MEMBER]),
    Kind.ACHIEVEMENT: action(
        "list_achievement",
        _("List and edit achievements"),
        [Duty.UNIVERSITY_OFFICE],
        own=[Duty.RESEARCHER],
    ),
    Kind.EXPERT: action(
        "list_expert",
        _("List and edit experts"),
        [Duty.UNIVERSITY_OFFICE],
        own=[Duty.RESEARCHER],
    ),
    Kind.ORGANISATION: action(
        "list_organisation",
        _("Write the organisation's profile"),
        [Duty.ENTERPRISE_MEMBER, Duty.UNIVERSITY_OFFICE, Duty.BROKER],
    ),
}


def authors_of(kind: str) -> tuple[Duty, ...]:
    """The duties that list something of this kind, the one that answers for all of it first."""
    return LIST[kind].duties + LIST[kind].own


def may_list(actor: Actor, *, kind: str, owner_id: int) -> bool:
    """Whether the actor may list something of this kind for the organisation."""
    return LIST[kind].allows(actor, owner_id, contact_id=actor.user_id)


def may_list_anywhere(actor: Actor, *, kind: str) -> bool:
    """Whether there is an organisation for which the actor may list something of this kind."""
    return any(may_list(actor, kind=kind, owner_id=owner_id) for owner_id in actor.duties)


def may_edit(actor: Actor, listing: Listing) -> bool:
    """Enterprise members and the office edit all of their organisation's; a researcher their own."""
    return LIST[listing.kind].allows(actor, listing.owner_id, contact_id=listing.contact_id)


def may_withdraw(actor: Actor, listing: Listing) -> bool:
    """Whoever may edit it, and operators, who moderate."""
    return actor.operator or may_edit(actor, listing)


def may_close(actor: Actor, listing: Listing) -> bool:
    """A need is closed by its authors: it was solved, or is no longer wanted."""
    return listing.kind == Kind.NEED and may_edit(actor, listing)


def may_assign_broker(actor: Actor, listing: Listing) -> bool:
    """The owner chooses the broker of a listing; operators may too. A profile leads to no deal."""
    if listing.kind == Kind.ORGANISATION:
        return False
    return actor.operator or may_edit(actor, listing)
