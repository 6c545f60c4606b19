"""Calls on desks: what waits for who runs them, enters and reviews."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import Assignment, Call
from .selectors import assignments_of, calls_of, entries_asking

ROWS = 8
RUNNING = (
    Call.State.DRAFT, Call.State.JUSTIFIED, Call.State.POSTED, Call.State.CLOSED,
    Call.State.OPENED, Call.State.REVIEWING, Call.State.NOTICE,
)  # fmt: skip


def _running(actor: Actor) -> QuerySet[Call]:
    return calls_of(actor).filter(state__in=RUNNING)


def _reviews(actor: Actor) -> QuerySet[Assignment]:
    return assignments_of(actor).filter(
        done_at__isnull=True, entry__call__state=Call.State.REVIEWING
    )


def _calls(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """Those of the organisation that run, entries that wait for it, and the person's reviews."""
    return {
        "calls": list(_running(actor)[:ROWS]),
        "entries": list(entries_asking(actor)[:ROWS]),
        "reviews": _reviews(actor).count(),
    }


desk_register(
    DeskPart(
        name="calls",
        duties=(
            Duty.ENTERPRISE_MEMBER,
            Duty.RESEARCHER,
            Duty.UNIVERSITY_OFFICE,
            Duty.REGIONAL_OFFICER,
        ),
        order=28,
        template="challenges/_desk.html",
        context=_calls,
        rests_on=lambda actor: [_running(actor), entries_asking(actor), _reviews(actor)],
    )
)
