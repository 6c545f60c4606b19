"""Inspections by the unit that the parties named as supervisor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotPermitted
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.delivery import rules
from backend.delivery.events import InspectionMade
from backend.delivery.lifecycle import INSPECTION, MILESTONE, inspection_facts
from backend.delivery.models import LONG, Inspection


def milestone_inspect(
    *, actor: Actor, milestone_id: int, finding: str, mend_by: date | None = None
) -> Inspection:
    """Write down what was found; with a day it is to be mended until then, without one it is fine.

    Raises NotFound, NotPermitted, ValidationError for ``finding`` and ``mend_by``.
    """
    finding = finding.replace("\x00", "").strip()
    with transaction.atomic():
        milestone = MILESTONE.find(actor, milestone_id)
        if not rules.may_inspect(actor, milestone.plan):
            raise NotPermitted(_("Only the unit that supervises inspects."))
        milestone = MILESTONE.lock(milestone_id)
        if not finding or len(finding) > LONG:
            raise ValidationError(
                {"finding": [_("Say what was found, in at most 2,000 characters.")]}
            )
        if mend_by is not None and mend_by < timezone.localdate():
            raise ValidationError({"mend_by": [_("This day lies in the past; give a later one.")]})
        state = Inspection.State.NOTED if mend_by is None else Inspection.State.FOUND
        inspection = Inspection.objects.create(
            milestone=milestone,
            unit_id=milestone.plan.supervisor_id or 0,
            officer_id=actor.person,
            finding=finding,
            mend_by=mend_by,
            state=state,
        )
        publish(
            InspectionMade(**inspection_facts(inspection), mend=mend_by is not None),
            actor_id=actor.user_id,
        )
    return inspection


def inspection_mend(
    *, actor: Actor, inspection_id: int, expected_revision: int | None, note: str
) -> Inspection:
    """Say what was mended. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    with moving(
        INSPECTION, "mend", inspection_id, actor=actor, expected_revision=expected_revision,
        note=note,
    ) as inspection:  # fmt: skip
        inspection.mended_by_id = actor.person
    return inspection


def inspection_return(
    *, actor: Actor, inspection_id: int, expected_revision: int | None, note: str
) -> Inspection:
    """Say what is still missing. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    with moving(
        INSPECTION, "return", inspection_id, actor=actor, expected_revision=expected_revision,
        note=note,
    ) as inspection:  # fmt: skip
        return inspection


def inspection_close(
    *, actor: Actor, inspection_id: int, expected_revision: int | None
) -> Inspection:
    """Settle the finding. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        INSPECTION, "close", inspection_id, actor=actor, expected_revision=expected_revision
    ) as inspection:
        return inspection


INSPECTION_SERVICES: dict[str, Callable[..., Inspection]] = {
    "close": inspection_close,
    "mend": inspection_mend,
    "return": inspection_return,
}
