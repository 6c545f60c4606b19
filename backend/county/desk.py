"""The county index on an officer's desk: figures to hand in or to check, releases to approve."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import Objection, Release, SupplyTask
from .selectors import objections_readable_by, releases_readable_by, scheme_for, tasks_readable_by

ROWS = 6
_OPEN = (SupplyTask.State.ASKED, SupplyTask.State.RETURNED)


def _waiting(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    own = actor.organisation_id or 0
    mine = Q(state__in=_OPEN) & (Q(unit=own) | Q(unit=None, round__unit=own))
    checks = Q(state=SupplyTask.State.DELIVERED, round__unit=own)
    tasks = list(tasks_readable_by(actor).filter(mine | checks).order_by("round__supply_due", "pk"))
    releases = releases_readable_by(actor).filter(round__unit=own, state=Release.State.REVIEW)
    objections = objections_readable_by(actor).filter(
        state=Objection.State.RAISED, figure__round__unit=own
    )
    context = {
        "tasks": [
            (task, scheme_for(task.round).supplier_name(task.supplier)) for task in tasks[:ROWS]
        ],
        "count": len(tasks),
        "releases": list(releases.exclude(drafted_by=actor.user_id)[:ROWS]),
        "objections": list(objections[:ROWS]),
    }
    waits = context["tasks"] or context["releases"] or context["objections"]
    return context if waits else None


desk_register(
    DeskPart(
        name="county_index",
        duties=(Duty.REGIONAL_OFFICER,),
        order=24,
        template="county/_desk.html",
        context=_waiting,
    )
)
