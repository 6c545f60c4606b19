"""Organisations are barred from calls for a time, on record and with a ground."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.challenges.events import SanctionLifted, SanctionRecorded
from backend.challenges.models import Sanction
from backend.challenges.rules import SANCTION
from backend.challenges.values import SanctionValues
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.outbox import publish

NOT_RECORDING = _("Officers and the platform bar organisations from calls.")
MOST = 300


def sanction_record(*, actor: Actor, values: SanctionValues) -> Sanction:
    """Bar an organisation. Raises NotPermitted, ValidationError by field."""
    recorder = actor.organisation_id
    if recorder is None or not SANCTION.allows(actor, recorder):
        raise NotPermitted(NOT_RECORDING)
    errors: dict[str, list[object]] = {}
    ground = values.ground.strip()
    if not 0 < len(ground) <= MOST:
        errors["ground"] = [_("Say why, in at most %(n)s characters.") % {"n": MOST}]
    if values.ends_on < values.starts_on:
        errors["ends_on"] = [_("It ends before it begins.")]
    if not Organisation.objects.filter(pk=values.organisation_id).exists():
        errors["organisation"] = [_("There is no such organisation.")]
    if errors:
        raise ValidationError(errors)
    with transaction.atomic():
        sanction = Sanction.objects.create(
            organisation_id=values.organisation_id,
            ground=ground,
            starts_on=values.starts_on,
            ends_on=values.ends_on,
            recorded_by_id=actor.person,
            recorded_for_id=recorder,
        )
        publish(SanctionRecorded(sanction_id=sanction.pk), actor_id=actor.user_id)
    return sanction


def sanction_lift(*, actor: Actor, sanction_id: int) -> Sanction:
    """Lift one before its time, by who recorded it or the platform. Raises NotFound, NotPermitted,
    WrongState."""
    with transaction.atomic():
        sanction = Sanction.objects.select_for_update().filter(pk=sanction_id).first()
        if sanction is None:
            raise NotFound(_("There is no such entry in the list."))
        if not SANCTION.allows(actor, sanction.recorded_for_id):
            raise NotPermitted(NOT_RECORDING)
        if sanction.lifted_at is not None:
            raise WrongState(_("It was lifted already."))
        sanction.lifted_at = timezone.now()
        sanction.save()
        publish(SanctionLifted(sanction_id=sanction.pk), actor_id=actor.user_id)
    return sanction
