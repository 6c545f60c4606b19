"""Invitations to talks on desks: those that wait for an answer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .rules import may_answer
from .selectors import introductions_open

ROWS = 10


def _waiting(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """Those that this reader answers first."""
    rows = [
        {"introduction": found, "mine": may_answer(actor, found)}
        for found in introductions_open(actor)[:ROWS]
    ]
    rows.sort(key=lambda row: not row["mine"])
    return {"rows": rows}


desk_register(
    DeskPart(
        name="introductions",
        duties=(
            Duty.ENTERPRISE_MEMBER,
            Duty.UNIVERSITY_OFFICE,
            Duty.RESEARCHER,
            Duty.BROKER,
            Duty.SERVICE_MEMBER,
        ),
        order=22,
        template="introductions/_desk.html",
        context=_waiting,
        rests_on=lambda actor: [introductions_open(actor)],
    )
)
