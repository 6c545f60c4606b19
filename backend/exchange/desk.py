"""The operators' part of the desk: harvests that wait for them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .selectors import runs_held


def _waiting(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    runs = list(runs_held(actor)[:10])
    return {"runs": runs} if runs else None


desk_register(
    DeskPart(
        name="exchange",
        duties=(Duty.OPERATOR,),
        order=35,
        template="exchange/_desk.html",
        context=_waiting,
    )
)
