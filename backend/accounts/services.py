"""Writes of people and organisations."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.outbox import publish
from backend.core.saving import save_checked

from .actors import Actor
from .events import MemberJoined, OrganisationRegistered, OrganisationVerified
from .models import DUTIES_OF_KIND, Membership, MembershipDuty, Organisation, User
from .rules import MANAGE_MEMBERS, VERIFY


def organisation_register(
    *, actor: Actor, kind: str, name: str, name_en: str, credit_code: str, region: str
) -> Organisation:
    """Set up an organisation; its founder answers for it, and an operator verifies it later.

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
    with transaction.atomic():
        save_checked(organisation)
        publish(OrganisationRegistered(organisation_id=organisation.pk), actor_id=actor.user_id)
        _join(
            organisation,
            user_id=actor.user_id,
            duties=DUTIES_OF_KIND[kind][:1],
            actor_id=actor.user_id,
        )
    return organisation


def organisation_verify(*, actor: Actor, organisation_id: int) -> Organisation:
    """Record that an operator checked the organisation.

    Raises NotPermitted, NotFound, WrongState where it is verified already.
    """
    if not VERIFY.allows(actor, organisation_id):
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


def member_add(
    *, actor: Actor, organisation_id: int, email: str, duties: Collection[str]
) -> Membership:
    """Make a registered person a member; researchers may not, or they could name an office.

    Raises NotPermitted, NotFound, ValidationError by field.
    """
    if not MANAGE_MEMBERS.allows(actor, organisation_id):
        raise NotPermitted(_("Only the office or members of the enterprise add members."))
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if organisation is None:
        raise NotFound(_("There is no such organisation."))
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        raise ValidationError({"email": _("Nobody is registered with this address.")})
    _check_duties(organisation, duties)
    with transaction.atomic():
        if Membership.objects.filter(user=user, organisation=organisation).exists():
            raise ValidationError({"email": _("This person is a member already.")})
        return _join(organisation, user_id=user.pk, duties=duties, actor_id=actor.user_id)


def language_choose(*, actor: Actor, language: str) -> None:
    """Remember a person's language for mail; a visitor's choice lives in a cookie alone."""
    if actor.user_id is not None:
        User.objects.filter(pk=actor.user_id).update(language=language)


def _check_duties(organisation: Organisation, duties: Collection[str]) -> None:
    if not duties:
        raise ValidationError({"duties": _("Choose one duty at least.")})
    if not set(duties) <= set(DUTIES_OF_KIND[organisation.kind]):
        raise ValidationError({"duties": _("This kind of organisation has no such duty.")})


def _join(
    organisation: Organisation, *, user_id: int, duties: Collection[str], actor_id: int | None
) -> Membership:
    membership = Membership.objects.create(user_id=user_id, organisation=organisation)
    MembershipDuty.objects.bulk_create(
        MembershipDuty(membership=membership, duty=duty) for duty in sorted(set(duties))
    )
    joined = MemberJoined(
        organisation_id=organisation.pk, user_id=user_id, duties=tuple(sorted(set(duties)))
    )
    publish(joined, actor_id=actor_id)
    return membership
