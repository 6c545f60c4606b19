"""Who is told of applications."""

from __future__ import annotations

from backend.accounts.models import Duty
from backend.accounts.selectors import actors_of, members_with_duty
from backend.core.notices import notice_send

from .events import (
    NominationApplied,
    NominationEstablished,
    NominationPassedOver,
    NominationRecommended,
    NominationRejected,
)
from .models import Nomination
from .notices import APPLIED, DECIDED

Decided = NominationRecommended | NominationPassedOver | NominationEstablished | NominationRejected


def nomination_applied_notify(event: NominationApplied, event_id: int) -> None:
    """The officers of the bureau."""
    found = _read(event.nomination_id)
    officers = members_with_duty(found.round.unit_id, Duty.REGIONAL_OFFICER)
    notice_send(
        APPLIED,
        readers=actors_of(officers.values_list("pk", flat=True)),
        about=found.pk,
        payload={"applicant": found.applicant.name, "programme": found.round.programme},
        key=f"event:{event_id}",
    )


def nomination_decided_notify(event: Decided, event_id: int) -> None:
    """Who applied; of what was decided then, whatever came after."""
    found = _read(event.nomination_id)
    notice_send(
        DECIDED,
        readers=actors_of([found.applied_by_id]),
        about=found.pk,
        payload={"state": event.name.split(".")[1], "programme": found.round.programme},
        key=f"event:{event_id}",
    )


def _read(nomination_id: int) -> Nomination:
    return Nomination.objects.select_related("round", "applicant").get(pk=nomination_id)
