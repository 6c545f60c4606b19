"""Mandates on desks: what a client has given, and what a broker holds."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register

from .rules import GRANT, HOLD
from .selectors import mandates_in_force

ROWS = 5


def _in_force(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"rows": mandates_in_force(actor)[:ROWS]}


desk_register(
    DeskPart(
        name="mandates",
        duties=(*GRANT.duties, *HOLD.duties),
        order=70,
        template="mandates/_desk.html",
        context=_in_force,
        rests_on=lambda actor: [mandates_in_force(actor)],
    )
)
