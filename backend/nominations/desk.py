"""Rounds of recommendations on an officer's desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .selectors import rounds_waiting

ROWS = 5


def _waiting(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"rounds": rounds_waiting(actor.organisation_id or 0)[:ROWS]}


desk_register(
    DeskPart(
        name="nominations",
        duties=(Duty.REGIONAL_OFFICER,),
        order=39,
        template="nominations/_desk.html",
        context=_waiting,
        rests_on=lambda actor: [rounds_waiting(actor.organisation_id or 0)],
    )
)
