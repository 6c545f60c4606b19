"""Who is told of records of integrity."""

from __future__ import annotations

from typing import Any

from backend.accounts.duties import BINDING
from backend.accounts.selectors import actors_of, members_with_duty
from backend.core.notices import notice_send

from . import events, notices
from .models import Sanction
from .rules import RECORD


def sanction_notify(event: Any, event_id: int) -> None:
    """Whom it is about learns of it and of what becomes of it; other officers hear an objection."""
    sanction = Sanction.objects.get(pk=event.sanction_id)
    if isinstance(event, events.SanctionObjected):
        officers = members_with_duty(sanction.recorded_for_id, *RECORD.duties)
        people = set(officers.values_list("pk", flat=True)) - {sanction.recorded_by_id}
        kind = notices.OBJECTED
    else:
        recorded = isinstance(event, events.SanctionRecorded)
        kind = notices.RECORDED if recorded else notices.ANSWERED
        people = _concerned(sanction)
    notice_send(kind, readers=actors_of(people), about=sanction.pk, key=f"event:{event_id}")


def _concerned(sanction: Sanction) -> set[int]:
    if sanction.person_id is not None:
        return {sanction.person_id}
    members = members_with_duty(sanction.organisation_id or 0, *BINDING)
    return set(members.values_list("pk", flat=True))
