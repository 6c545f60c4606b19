"""Who is told of what happens in the county index."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from backend.accounts.models import Duty, Organisation, UnitKind
from backend.accounts.selectors import actors_of, members_with_duty, memberships_with_duty
from backend.core.notices import NoticeKind, notice_send

from . import notices
from .events import ReleasePublished, RoundOpened
from .models import Objection, Release, SupplyTask


def round_opened_notify(event: RoundOpened, event_id: int) -> None:
    """Each supplier is asked for its figures."""
    for task in SupplyTask.objects.filter(round_id=event.index_round_id).exclude(unit=None):
        _send(notices.SUPPLY_ASKED, _officers(task.unit_id), task.pk, event_id)


def figures_delivered_notify(event: Any, event_id: int) -> None:
    """The bureau checks what was handed in."""
    task = SupplyTask.objects.select_related("round").get(pk=event.supply_task_id)
    people = _officers(task.round.unit_id) - {task.delivered_by_id or 0}
    _send(notices.SUPPLY_DELIVERED, people, task.pk, event_id)


def figures_returned_notify(event: Any, event_id: int) -> None:
    """The supplier corrects."""
    task = SupplyTask.objects.select_related("round").get(pk=event.supply_task_id)
    _send(notices.SUPPLY_RETURNED, _officers(task.unit_id or task.round.unit_id), task.pk, event_id)


def objection_raised_notify(event: Any, event_id: int) -> None:
    """The bureau answers."""
    found = Objection.objects.select_related("figure__round").get(pk=event.figure_objection_id)
    _send(notices.OBJECTION_RAISED, _officers(found.figure.round.unit_id), found.pk, event_id)


def objection_answered_notify(event: Any, event_id: int) -> None:
    """Who objected reads what came of it."""
    found = Objection.objects.get(pk=event.figure_objection_id)
    _send(notices.OBJECTION_ANSWERED, [found.raised_by_id], found.pk, event_id)


def release_submitted_notify(event: Any, event_id: int) -> None:
    """A colleague of the one who drafted it approves it."""
    found = Release.objects.select_related("round").get(pk=event.index_release_id)
    people = _officers(found.round.unit_id) - {found.drafted_by_id}
    _send(notices.RELEASE_SUBMITTED, people, found.pk, event_id)


def release_published_notify(event: ReleasePublished, event_id: int) -> None:
    """The science bureaus of the counties read where they stand."""
    found = Release.objects.select_related("round").get(pk=event.index_release_id)
    bureaus = Organisation.objects.filter(
        unit_kind=UnitKind.SCIENCE, region__in=found.round.counties
    )
    officers = memberships_with_duty(Duty.REGIONAL_OFFICER).filter(organisation__in=bureaus)
    people = officers.values_list("user_id", flat=True)
    _send(notices.RELEASE_PUBLISHED, set(people), found.pk, event_id)


def _officers(organisation_id: int | None) -> set[int]:
    found = members_with_duty(organisation_id or 0, Duty.REGIONAL_OFFICER)
    return set(found.values_list("pk", flat=True))


def _send(kind: NoticeKind, people: Iterable[int], about: int, event_id: int) -> None:
    notice_send(kind, readers=actors_of(people), about=about, key=f"event:{event_id}:{about}")
