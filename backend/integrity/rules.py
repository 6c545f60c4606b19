"""Who records breaches and draws; who objects, and who hears it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import action, binds
from backend.accounts.models import Duty
from backend.accounts.rules import not_concerned

from .models import Draw, Sanction

RECORD = action(
    "sanction_record",
    _("Record breaches of integrity and what they bar from"),
    [Duty.REGIONAL_OFFICER],
    operator=True,
)
INSPECT = action(
    "draw_run", _("Draw inspections at random and publish findings"), [Duty.REGIONAL_OFFICER]
)
NOT_RECORDING = _("Officers and the platform keep these records.")
NOT_HEARING = _("An officer hears an objection who neither recorded it nor is concerned by it.")
NOT_CONCERNED = _("Only whom it is about objects.")
NOT_DRAWING = _("Only officers of the unit that draws do this.")


def recorder_of(actor: Actor) -> int | None:
    """The unit acted for, where the actor keeps its records; None otherwise."""
    unit_id = actor.organisation_id
    return unit_id if unit_id is not None and RECORD.allows(actor, unit_id) else None


def may_lift(actor: Actor, sanction: Sanction) -> bool:
    """Officers of the unit that recorded it, and the platform; nobody whom it is about."""
    return RECORD.allows(actor, sanction.recorded_for_id) and not_concerned(
        actor, people=[sanction.person_id], organisations=[sanction.organisation_id]
    )


def may_hear(actor: Actor, sanction: Sanction) -> bool:
    """The same, but for who recorded it."""
    return may_lift(actor, sanction) and actor.user_id != sanction.recorded_by_id


def is_concerned(actor: Actor, sanction: Sanction) -> bool:
    """The person, or who answers for the organisation."""
    if sanction.person_id is not None:
        return actor.user_id == sanction.person_id
    return binds(actor, sanction.organisation_id)


def may_draw(actor: Actor, draw: Draw) -> bool:
    """Officers of the unit."""
    return INSPECT.allows(actor, draw.unit_id)
