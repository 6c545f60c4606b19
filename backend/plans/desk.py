"""Plans on an officer's desk: how the running ones stand, and drafts that wait for targets."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import IndicatorKind, Plan
from .selectors import lights_of, plans_readable_by, rows_of

ROWS = 3


def _plans(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    found = plans_readable_by(actor).filter(unit=actor.organisation_id)
    rows = []
    for plan in found.exclude(state=Plan.State.CLOSED)[:ROWS]:
        indicators = rows_of(plan)
        waiting = sum(
            row.indicator.target is None and row.indicator.kind != IndicatorKind.QUALITATIVE
            for row in indicators
        )
        rows.append((plan, lights_of(indicators), waiting))
    return {"plans": rows} if rows else None


desk_register(
    DeskPart(
        name="region_plans",
        duties=(Duty.REGIONAL_OFFICER,),
        order=26,
        template="plans/_desk.html",
        context=_plans,
    )
)
