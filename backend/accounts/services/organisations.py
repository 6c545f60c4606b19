"""Writes of organisations."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.events import OrganisationRegistered, OrganisationVerified
from backend.accounts.models import DUTIES_OF_KIND, NOT_REGISTERED, Organisation
from backend.accounts.rules import VERIFY
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.outbox import publish
from backend.core.saving import save_checked

from .members import member_join


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
    if kind in NOT_REGISTERED:
        raise ValidationError({"kind": _("Such organisations are set up by the operator.")})
    with transaction.atomic():
        save_checked(organisation)
        publish(OrganisationRegistered(organisation_id=organisation.pk), actor_id=actor.user_id)
        member_join(
            organisation=organisation,
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
