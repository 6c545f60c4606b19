"""The office's desk: achievements that wait for its decision."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .selectors import SHOWN, achievements_submitted


def _submitted(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"submitted": list(achievements_submitted(actor)[:SHOWN])}


desk_register(
    DeskPart(
        name="achievements_submitted",
        duties=(Duty.UNIVERSITY_OFFICE,),
        order=8,
        template="portfolio/_desk.html",
        context=_submitted,
        rests_on=lambda actor: [achievements_submitted(actor)],
    )
)
