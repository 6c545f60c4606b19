"""The most urgent of one's tasks on every desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .selectors import tasks_own

ROWS = 5


def _own(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    rows = tasks_own(actor, limit=ROWS + 1)
    return {"rows": rows[:ROWS], "more": len(rows) > ROWS} if rows else None


desk_register(
    DeskPart(name="tasks", duties=tuple(Duty), order=25, template="tasks/_desk.html", context=_own)
)
