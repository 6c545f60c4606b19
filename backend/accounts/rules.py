"""Who acts for an organisation: asked here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from backend.core.errors import NotPermitted

from .actors import Actor
from .models import Role


def binds(actor: Actor, organisation_id: int, *, contact_id: int | None = None) -> bool:
    """Whether the actor's word is the organisation's.

    An enterprise is bound by its members, a university by its technology-transfer office; by a
    researcher only in a matter whose contact (``contact_id``) he is.
    """
    role = actor.roles.get(organisation_id, "")
    if role == Role.RESEARCHER:
        return contact_id is not None and contact_id == actor.user_id
    return role in {Role.ENTERPRISE_MEMBER, Role.UNIVERSITY_OFFICE}


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


BOTH_SIDES = _(
    "You belong to both sides. Choose at the top of the page which organisation you act for."
)
