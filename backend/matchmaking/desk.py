"""Events on desks: those that one goes to and their talks, and those that one runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty, Organisation

from .models import Gathering, SignUp
from .rules import HOLD
from .selectors import gatherings_of_own, gatherings_upcoming, quotas_of

ROWS = 5


def _mine(request: HttpRequest, actor: Actor) -> Mapping[str, Any] | None:
    coming = SignUp.objects.filter(user=actor.user_id).exclude(state=SignUp.State.OFF)
    found = gatherings_upcoming(actor).filter(pk__in=coming.values("gathering"))[:ROWS]
    return {"rows": list(found)} if found else None


def _run(request: HttpRequest, actor: Actor) -> Mapping[str, Any] | None:
    planned = (Gathering.State.DRAFT, Gathering.State.PUBLISHED)
    rows = list(gatherings_of_own(actor).filter(state__in=planned)[:ROWS])
    year = timezone.localdate().year
    region = _region(actor)
    if not rows and not region:
        return None
    return {"rows": rows, "year": year, "quotas": quotas_of(region, year) if region else []}


def _region(actor: Actor) -> str:
    """The region of an officer's unit; a year's quota is a matter of regions."""
    unit = Organisation.objects.filter(pk=actor.organisation_id or 0, kind="government").first()
    return unit.region if unit else ""


desk_register(
    DeskPart(
        name="events_mine",
        duties=tuple(duty for duty in Duty if duty != Duty.OPERATOR),
        order=26,
        template="matchmaking/_desk_mine.html",
        context=_mine,
    ),
    DeskPart(
        name="events_run",
        duties=HOLD.duties,
        order=34,
        template="matchmaking/_desk_run.html",
        context=_run,
    ),
)
