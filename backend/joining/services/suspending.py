"""Writes of suspensions: members of a suspended organisation read and act no more, and what it lists
is seen by itself alone."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.outbox import publish
from backend.joining import rules
from backend.joining.events import OrganisationReinstated, OrganisationSuspended
from backend.joining.models import Suspension

MOST_CHARACTERS = 2000


def organisation_suspend(*, actor: Actor, organisation_id: int, reason: str) -> Suspension:
    """Stop an organisation for now, with a reason that its members read.

    Raises NotPermitted, NotFound, WrongState, ValidationError for the reason.
    """
    with transaction.atomic():
        organisation = _decided(actor, organisation_id)
        said = _said(reason)
        if organisation.kind == Organisation.Kind.OPERATOR:
            raise WrongState(_("The platform does not suspend itself."))
        if organisation.suspended:
            raise WrongState(_("This organisation is suspended already."))
        organisation.suspended_at = timezone.now()
        organisation.save()
        made = Suspension.objects.create(
            organisation=organisation, reason=said, suspended_by_id=actor.user_id
        )
        publish(OrganisationSuspended(organisation_id=organisation.pk), actor_id=actor.user_id)
    return made


def organisation_reinstate(*, actor: Actor, organisation_id: int, reason: str) -> Suspension:
    """Lift a suspension, with a reason. Raises NotPermitted, NotFound, WrongState,
    ValidationError for the reason."""
    with transaction.atomic():
        organisation = _decided(actor, organisation_id)
        said = _said(reason)
        running = organisation.suspensions.filter(lifted_at__isnull=True).first()
        if running is None:
            raise WrongState(_("This organisation is not suspended."))
        organisation.suspended_at = None
        organisation.save()
        running.lifted_at = timezone.now()
        running.lifted_by_id = actor.user_id
        running.lift_reason = said
        running.save()
        publish(OrganisationReinstated(organisation_id=organisation.pk), actor_id=actor.user_id)
    return running


def _decided(actor: Actor, organisation_id: int) -> Organisation:
    if not rules.SUSPEND.allows(actor, None):
        raise NotPermitted(_("Only operators suspend organisations."))
    found = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
    if found is None:
        raise NotFound(_("There is no such organisation."))
    return found


def _said(reason: str) -> str:
    said = reason.strip()
    if not said:
        raise ValidationError({"reason": _("Say why; the organisation’s members read it.")})
    if len(said) > MOST_CHARACTERS:
        raise ValidationError({"reason": _("At most 2,000 characters.")})
    return said
