"""Who is told of registers."""

from __future__ import annotations

from typing import Any

from backend.accounts.duties import BINDING
from backend.accounts.selectors import actors_of, members_with_duty
from backend.core.notices import notice_send

from . import events, notices
from .models import Registered


def registered_notify(event: Any, event_id: int) -> None:
    """The unit and those named are asked; the host learns what became of it."""
    registered = Registered.objects.get(pk=event.registered_id)
    key = f"event:{event_id}"
    told = registered.host_id
    if isinstance(event, events.RegisteredProposed):
        told = registered.unit_id
        people: set[int] = set()
        for pk in registered.members.values_list("organisation", flat=True):
            people |= _of(pk)
        notice_send(
            notices.NAMED, readers=actors_of(people), about=registered.pk, key=f"{key}:members"
        )
    notice_send(notices.MOVED, readers=actors_of(_of(told)), about=registered.pk, key=key)


def _of(organisation_id: int) -> set[int]:
    return set(members_with_duty(organisation_id, *BINDING).values_list("pk", flat=True))
