"""Milestones due and overdue, what waits for acceptance, and findings, on desks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .next_steps import milestone_step
from .selectors import inspections_open, milestones_open

AHEAD = 30  # days
SHOWN = 20


def _due(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    rows = [
        {"milestone": milestone, "step": milestone_step(milestone, actor)}
        for milestone in milestones_open(actor, days=AHEAD)[: 2 * SHOWN]
    ]
    inspections = list(inspections_open(actor)[:SHOWN])
    return {"rows": rows, "inspections": inspections, "days": AHEAD}


desk_register(
    DeskPart(
        name="milestones_due",
        duties=(
            Duty.ENTERPRISE_MEMBER,
            Duty.RESEARCHER,
            Duty.UNIVERSITY_OFFICE,
            Duty.BROKER,
            Duty.REGIONAL_OFFICER,
        ),
        order=25,
        template="delivery/_desk.html",
        context=_due,
        rests_on=lambda actor: [milestones_open(actor, days=AHEAD), inspections_open(actor)],
    )
)
