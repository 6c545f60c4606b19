"""Who may act on organisations and their members, and for which of several one acts."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from backend.core.errors import NotPermitted

from .actors import Actor
from .duties import BINDING, action

NOT_MANAGING = _("Only those who answer for the organisation manage its members.")
MANAGE_MEMBERS = action("member_manage", _("Add and remove members"), BINDING, operator=True)
SET_UP_UNIT = action("government_set_up", _("Set up a government unit"), [], operator=True)
VERIFY = action("organisation_verify", _("Verify an organisation"), [], operator=True)


def members_manage(actor: Actor, organisation_id: int) -> None:
    """Raise NotPermitted for whoever does not manage the organisation's members."""
    if not MANAGE_MEMBERS.allows(actor, organisation_id):
        raise NotPermitted(NOT_MANAGING)


def acting_for(actor: Actor, organisation_ids: Iterable[int]) -> int | None:
    """Of organisations that the actor could speak for, the one he does; None where it is unclear.

    The only one, or that of several which he chose in the header.
    """
    possible = set(organisation_ids)
    if len(possible) == 1:
        return possible.pop()
    return actor.organisation_id if actor.organisation_id in possible else None


def acting_for_one(actor: Actor, organisation_ids: Iterable[int], refusal: object) -> int:
    """The same; raises NotPermitted: with ``refusal`` where he speaks for none, else to choose."""
    possible = set(organisation_ids)
    if not possible:
        raise NotPermitted(refusal)
    found = acting_for(actor, possible)
    if found is None:
        raise NotPermitted(BOTH_SIDES)
    return found


def not_concerned(
    actor: Actor, *, people: Iterable[int | None] = (), organisations: Iterable[int | None] = ()
) -> bool:
    """Whether the actor may judge a matter: it is about, or was asked for by, none of the people he is
    and none of the organisations he belongs to. Every rule of deciding asks this."""
    return (actor.user_id is None or actor.user_id not in set(people)) and not any(
        actor.belongs_to(pk) for pk in organisations if pk is not None
    )


NOT_OWN = _(
    "Only who is in charge of it decides, and nobody on oneself or on one's own organisation."
)
BOTH_SIDES = _(
    "You belong to both sides. Choose at the top of the page which organisation you act for."
)
