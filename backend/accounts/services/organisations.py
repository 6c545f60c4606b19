"""Writes of organisations."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.events import OrganisationVerified
from backend.accounts.models import Organisation
from backend.accounts.rules import VERIFY
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.outbox import publish


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
