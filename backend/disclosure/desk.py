"""Requests to read in confidence that wait, on the desks of those who decide."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .selectors import requests_waiting

ROWS = 10


def _waiting(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"rows": requests_waiting(actor)[:ROWS]}


desk_register(
    DeskPart(
        name="access",
        duties=(
            Duty.ENTERPRISE_MEMBER,
            Duty.UNIVERSITY_OFFICE,
            Duty.RESEARCHER,
            Duty.SERVICE_MEMBER,
        ),
        order=24,
        template="disclosure/_desk.html",
        context=_waiting,
        rests_on=lambda actor: [requests_waiting(actor)],
    )
)
