"""Writes of the public side: units of the government, and regions below the county."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.events import GovernmentUnitSetUp, RegionDefined
from backend.accounts.models import Duty, LocalRegion, Organisation, UnitKind
from backend.accounts.rules import SET_UP_UNIT
from backend.core.errors import NotPermitted
from backend.core.outbox import publish
from backend.core.saving import save_checked

from .invitations import member_invite


def government_unit_set_up(
    *, actor: Actor, name: str, name_en: str, region: str, unit_kind: str, email: str
) -> Organisation:
    """Set up a unit that acts for a region, verified, and invite its first officer.

    Raises NotPermitted, ValidationError by field.
    """
    if not SET_UP_UNIT.allows(actor, None):
        raise NotPermitted(_("Only operators set up units of the government."))
    if unit_kind not in UnitKind.values:
        raise ValidationError({"unit_kind": _("Choose what the unit is for.")})
    unit = Organisation(
        kind=Organisation.Kind.GOVERNMENT,
        unit_kind=unit_kind,
        name=" ".join(name.split()),
        name_en=" ".join(name_en.split()),
        region=region,
        verified_at=timezone.now(),
    )
    with transaction.atomic():
        save_checked(unit)
        publish(GovernmentUnitSetUp(organisation_id=unit.pk), actor_id=actor.user_id)
        member_invite(
            actor=actor, organisation_id=unit.pk, email=email, duties=[Duty.REGIONAL_OFFICER]
        )
    return unit


def region_define(*, actor: Actor, region: LocalRegion) -> LocalRegion:
    """Write a region below the county, new or changed. Raises NotPermitted, ValidationError."""
    if not actor.operator:
        raise NotPermitted(_("Only operators define regions."))
    with transaction.atomic():
        save_checked(region)
        publish(RegionDefined(region_id=region.pk), actor_id=actor.user_id)
    return region
