"""The ladder on desks: standings that wait for an officer."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty, Organisation

from .models import Standing
from .rules import KEEP
from .selectors import firms_within

MOST = 8


def _waiting(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    if not KEEP.allows(actor, actor.organisation_id):
        return None
    unit = Organisation.objects.get(pk=actor.organisation_id or 0)
    found = Standing.objects.filter(
        state=Standing.State.SELECTED, by_firm=True, firm__in=firms_within(unit.region)
    ).select_related("firm")
    rows = list(found.order_by("pk")[:MOST])
    return {"rows": rows} if rows else None


desk_register(
    DeskPart(
        name="ladder",
        duties=(Duty.REGIONAL_OFFICER,),
        order=46,
        template="ladder/_desk.html",
        context=_waiting,
    )
)
