"""Sittings on desks: of officers who run them, of members who judge."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import Sitting, Verdict
from .rules import RUN
from .selectors import sittings_followed_by

ROWS = 6


def row_of(actor: Actor, sitting: Sitting) -> dict[str, Any]:
    """A sitting in a list; ``waiting`` are the needs of which the actor's own verdict is lacking."""
    waiting = 0
    if sitting.state == Sitting.State.OPEN and sitting.panel.members.filter(
        user_id=actor.user_id or 0, dismissed_at__isnull=True
    ):
        given = Verdict.objects.filter(item__sitting=sitting, member__user_id=actor.user_id or 0)
        items = sitting.items.exclude(listing__owner__in=list(actor.duties))
        waiting = items.exclude(pk__in=given.values("item_id")).count()
    return {"sitting": sitting, "waiting": waiting}


def _sittings(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    running = [Sitting.State.PLANNED, Sitting.State.OPEN]
    found = sittings_followed_by(actor).filter(state__in=running)[:ROWS]
    rows = [row_of(actor, sitting) for sitting in found]
    runs = RUN.allows(actor, actor.organisation_id)
    return {"rows": rows, "runs": runs} if rows or runs else None


desk_register(
    DeskPart(
        name="sittings",
        duties=tuple(duty for duty in Duty if duty != Duty.OPERATOR),
        order=26,
        template="panel/_desk.html",
        context=_sittings,
    ),
    DeskPart(
        name="sittings_of_members",
        duties=(),
        order=26,
        template="panel/_desk.html",
        context=_sittings,
    ),
)
