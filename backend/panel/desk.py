"""Sittings on desks: of officers who run them, of members who judge."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
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


def _running(actor: Actor) -> QuerySet[Sitting]:
    running = [Sitting.State.PLANNED, Sitting.State.OPEN]
    return sittings_followed_by(actor).filter(state__in=running)


def _rests_on(actor: Actor) -> list[QuerySet[Sitting]] | None:
    """Who runs panels finds the way to them in any case."""
    return None if RUN.allows(actor, actor.organisation_id) else [_running(actor)]


def _sittings(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    rows = [row_of(actor, sitting) for sitting in _running(actor)[:ROWS]]
    return {"rows": rows, "runs": RUN.allows(actor, actor.organisation_id)}


desk_register(
    DeskPart(
        name="sittings",
        duties=tuple(duty for duty in Duty if duty != Duty.OPERATOR),
        order=26,
        template="panel/_desk.html",
        context=_sittings,
        rests_on=_rests_on,
    ),
    DeskPart(
        name="sittings_of_members",
        duties=(),
        order=26,
        template="panel/_desk.html",
        context=_sittings,
        rests_on=_rests_on,
    ),
)
