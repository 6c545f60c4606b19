"""Breaches are put on record for a time, with a ground; objections are heard by somebody else."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation, User
from backend.core.errors import NotPermitted
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.core.saving import save_checked
from backend.integrity.events import SanctionRecorded
from backend.integrity.lifecycle import SANCTION
from backend.integrity.models import Block, Sanction
from backend.integrity.rules import NOT_RECORDING, recorder_of
from backend.integrity.values import SanctionValues


def sanction_record(*, actor: Actor, values: SanctionValues) -> Sanction:
    """Put a breach on record, for the unit acted for. Raises NotPermitted, ValidationError by field."""
    recorder = recorder_of(actor)
    if recorder is None:
        raise NotPermitted(NOT_RECORDING)
    errors: dict[str, list[object]] = {}
    if not values.ground.strip():
        errors["ground"] = [_("Say what happened; whom it is about reads it.")]
    if values.ends_on < values.starts_on:
        errors["ends_on"] = [_("It ends before it begins.")]
    if not set(values.blocks) <= set(Block.values):
        errors["blocks"] = [_("Choose from the list.")]
    own = Organisation.objects.get(pk=recorder).region
    if values.scope not in ("", own):
        errors["scope"] = [_("It holds in the region of your unit, or everywhere.")]
    organisations = Organisation.objects.filter(pk=values.organisation_id or 0)
    people = User.objects.filter(pk=values.person_id or 0)
    if organisations.exists() == people.exists():
        errors["whom"] = [_("Name one organisation or one person who is registered here.")]
    if errors:
        raise ValidationError(errors)
    sanction = Sanction(
        organisation_id=values.organisation_id,
        person_id=values.person_id,
        breach=values.breach,
        ground=values.ground.strip(),
        document=values.document.strip(),
        blocks=[code for code in Block.values if code in values.blocks],
        scope=values.scope,
        starts_on=values.starts_on,
        ends_on=values.ends_on,
        recorded_by_id=actor.person,
        recorded_for_id=recorder,
    )
    with transaction.atomic():
        save_checked(sanction)
        publish(SanctionRecorded(sanction_id=sanction.pk), actor_id=actor.user_id)
    return sanction


def sanction_object(
    *, actor: Actor, sanction_id: int, expected_revision: int | None = None, note: str
) -> Sanction:
    """Say why it is wrong, once. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    return _moved("object", actor, sanction_id, expected_revision, note)


def sanction_uphold(
    *, actor: Actor, sanction_id: int, expected_revision: int | None = None, note: str
) -> Sanction:
    """Dismiss the objection, as somebody else than who recorded it. Raises as ``sanction_object``."""
    return _moved("uphold", actor, sanction_id, expected_revision, note)


def sanction_lift(
    *, actor: Actor, sanction_id: int, expected_revision: int | None = None, note: str
) -> Sanction:
    """End it before its time. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    return _moved("lift", actor, sanction_id, expected_revision, note)


SERVICES: dict[str, Callable[..., Sanction]] = {
    "object": sanction_object,
    "uphold": sanction_uphold,
    "lift": sanction_lift,
}


def _moved(act: str, actor: Actor, pk: int, revision: int | None, note: str) -> Sanction:
    with moving(SANCTION, act, pk, actor=actor, expected_revision=revision, note=note) as sanction:
        if act != "object":
            sanction.answered_by_id = actor.user_id
        if act == "lift":
            sanction.lifted_at = timezone.now()
    return sanction
