"""Catalogues on desks: proposals that wait to be judged."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .selectors import entries_waiting


def _waiting(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    found = entries_waiting(actor)
    return {"editions": found} if found else None


desk_register(
    DeskPart(
        name="editions",
        duties=(Duty.REGIONAL_OFFICER, Duty.OPERATOR),
        order=38,
        template="editions/_desk.html",
        context=_waiting,
    )
)
