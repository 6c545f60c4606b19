"""Writes of people and organisations."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.outbox import publish

from .actors import Actor
from .events import MemberJoined, OrganisationRegistered, OrganisationVerified
from .models import ROLES_OF_KIND, Membership, Organisation, Role, User


def organisation_register(
    *, actor: Actor, kind: str, name: str, name_en: str, credit_code: str, region: str, role: str
) -> Organisation:
    """Set up an organisation with its founder as first member; an operator verifies it later.

    Raises NotPermitted for a visitor, ValidationError by field.
    """
    if actor.user_id is None:
        raise NotPermitted(_("Sign in first."))
    organisation = Organisation(
        kind=kind,
        name=" ".join(name.split()),
        name_en=" ".join(name_en.split()),
        credit_code=credit_code.strip().upper() or None,
        region=region,
    )
    if kind in {Organisation.Kind.OPERATOR, Organisation.Kind.GOVERNMENT}:
        raise ValidationError({"kind": _("Such organisations are set up by the operator.")})
    organisation.full_clean()
    _check_role(organisation, role)
    with transaction.atomic():
        organisation.save()
        publish(OrganisationRegistered(organisation_id=organisation.pk), actor_id=actor.user_id)
        _join(organisation, user_id=actor.user_id, role=role, actor_id=actor.user_id)
    return organisation


def organisation_verify(*, actor: Actor, organisation_id: int) -> Organisation:
    """Record that an operator checked the organisation.

    Raises NotPermitted, NotFound, WrongState where it is verified already.
    """
    if not actor.operator:
        raise NotPermitted(_("Only operators verify organisations."))
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
        if organisation is None:
            raise NotFound(_("There is no such organisation."))
        if organisation.verified:
            raise WrongState(_("This organisation is verified already."))
        organisation.verified_at = timezone.now()
        organisation.save()
        publish(OrganisationVerified(organisation_id=organisation.pk), actor_id=actor.user_id)
    return organisation


def member_add(*, actor: Actor, organisation_id: int, email: str, role: str) -> Membership:
    """Make a registered person a member; researchers may not, or they could name an office.

    Raises NotPermitted, NotFound, ValidationError by field.
    """
    if not (actor.operator or actor.roles.get(organisation_id, Role.RESEARCHER) != Role.RESEARCHER):
        raise NotPermitted(_("Only the office or members of the enterprise add members."))
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if organisation is None:
        raise NotFound(_("There is no such organisation."))
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        raise ValidationError({"email": _("Nobody is registered with this address.")})
    _check_role(organisation, role)
    with transaction.atomic():
        if Membership.objects.filter(user=user, organisation=organisation).exists():
            raise ValidationError({"email": _("This person is a member already.")})
        return _join(organisation, user_id=user.pk, role=role, actor_id=actor.user_id)


def language_choose(*, actor: Actor, language: str) -> None:
    """Remember a person's language for mail; a visitor's choice lives in a cookie alone."""
    if actor.user_id is not None:
        User.objects.filter(pk=actor.user_id).update(language=language)


def _check_role(organisation: Organisation, role: str) -> None:
    if role not in ROLES_OF_KIND[organisation.kind]:
        raise ValidationError({"role": _("This kind of organisation has no such role.")})


def _join(
    organisation: Organisation, *, user_id: int, role: str, actor_id: int | None
) -> Membership:
    membership = Membership.objects.create(user_id=user_id, organisation=organisation, role=role)
    publish(
        MemberJoined(organisation_id=organisation.pk, user_id=user_id, role=role),
        actor_id=actor_id,
    )
    return membership
