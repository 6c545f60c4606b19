"""Imports on desks: files that wait for a word."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .selectors import imports_waiting

ROWS = 5


def _waiting(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"imports": list(imports_waiting(actor)[:ROWS])}


desk_register(
    DeskPart(
        name="imports",
        duties=(Duty.UNIVERSITY_OFFICE, Duty.ENTERPRISE_MEMBER, Duty.SERVICE_MEMBER),
        order=32,
        template="imports/_desk.html",
        context=_waiting,
        rests_on=lambda actor: [imports_waiting(actor)],
    )
)
