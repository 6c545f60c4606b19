"""Reads of people and organisations."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from backend.core.errors import NotFound

from .actors import VISITOR, Actor
from .audiences import tokens_held
from .models import Membership, Organisation, Role, User


def actor_of(user: User | None, *, organisation_id: int | None = None) -> Actor:
    """The actor for a user; acts for ``organisation_id`` where they are a member, else their first."""
    if user is None or not user.is_authenticated or not user.is_active:
        return VISITOR
    roles = dict(
        Membership.objects.filter(user=user, active=True)
        .order_by("pk")
        .values_list("organisation_id", "role")
    )
    operator = user.is_superuser or Role.OPERATOR in roles.values()
    if organisation_id not in roles:
        organisation_id = next(iter(roles), None)
    return Actor(
        user_id=user.pk,
        name=str(user),
        organisation_id=organisation_id,
        roles=roles,
        audience=tokens_held(user_id=user.pk, organisation_ids=roles, operator=operator),
        operator=operator,
    )


def memberships_of(user_id: int) -> QuerySet[Membership]:
    """A person's active memberships with their organisations, oldest first."""
    return (
        Membership.objects.filter(user_id=user_id, active=True)
        .select_related("organisation")
        .order_by("pk")
    )


def organisation_of_member(actor: Actor, organisation_id: int) -> Organisation:
    """One of the actor's own organisations. Raises NotFound for any other."""
    found = None
    if actor.belongs_to(organisation_id):
        found = Organisation.objects.filter(pk=organisation_id).first()
    if found is None:
        raise NotFound(_("There is no such organisation among yours."))
    return found


def members_with_role(organisation_id: int, *roles: str) -> QuerySet[User]:
    """The active people of an organisation who hold one of these roles."""
    return User.objects.filter(
        is_active=True,
        memberships__organisation_id=organisation_id,
        memberships__active=True,
        memberships__role__in=roles,
    ).distinct()


def organisations_known_to(actor: Actor) -> QuerySet[Organisation]:
    """Verified organisations by name; unverified ones only to their members and operators."""
    found = Organisation.objects.order_by("name", "pk")
    if actor.operator:
        return found
    return found.filter(Q(verified_at__isnull=False) | Q(pk__in=list(actor.roles)))


def organisations_to_verify() -> QuerySet[Organisation]:
    """What waits for an operator, oldest first."""
    return Organisation.objects.filter(verified_at__isnull=True).order_by("created_at")
