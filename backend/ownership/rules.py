"""Who applies for rights, who decides on them, who agrees to shares."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action
from backend.accounts.models import Duty, Organisation
from backend.accounts.rules import not_concerned
from backend.catalog.models import Listing
from backend.catalog.rules import may_edit

from .models import Grant, Plan

DECIDE = action(
    "ownership_decide",
    _("Grant rights to inventors and propose shares of revenue"),
    [Duty.UNIVERSITY_OFFICE],
)
INSTITUTIONS = (Organisation.Kind.UNIVERSITY, Organisation.Kind.INSTITUTE)
NOT_OFFICE = _("Only the technology-transfer office of the institution does this.")


def of_institution(listing: Listing) -> bool:
    """Whether it is an achievement of a university or institute."""
    return listing.kind == "achievement" and listing.owner.kind in INSTITUTIONS


def may_apply(actor: Actor, listing: Listing) -> bool:
    """Whoever answers for the achievement at the institution."""
    return of_institution(listing) and may_edit(actor, listing)


def may_decide(actor: Actor, grant: Grant) -> bool:
    """The office of the institution that owns the achievement; nobody on one's own application."""
    return DECIDE.allows(actor, grant.achievement.owner_id) and not_concerned(
        actor, people=[grant.applied_by_id]
    )


def may_withdraw(actor: Actor, grant: Grant) -> bool:
    """Who applied."""
    return actor.user_id is not None and actor.user_id == grant.applied_by_id


def may_propose(actor: Actor, institution_id: int) -> bool:
    """The office of the institution that sells."""
    return DECIDE.allows(actor, institution_id)


def plans_readable(actor: Actor) -> Q:
    """Members of the institution with a say, and those whom the plan names; the buyer learns nothing
    of how the seller splits."""
    if actor.operator:
        return Q()
    if actor.user_id is None:
        return Q(pk__in=[])
    own = [pk for pk in actor.duties if DECIDE.allows(actor, pk)]
    return Q(institution_id__in=own) | Q(shares__person_id=actor.user_id)


def agrees_for(actor: Actor, plan: Plan) -> list[int]:
    """The ids of the shares that still wait for this actor."""
    return [
        share.pk
        for share in plan.shares.all()
        if share.agreed_at is None
        and (
            share.person_id == actor.user_id
            if share.person_id is not None
            else DECIDE.allows(actor, plan.institution_id)
        )
    ]
