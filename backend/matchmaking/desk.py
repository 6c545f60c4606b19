"""Events on desks: those that one goes to and their talks, and those that one runs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty, Organisation
from backend.accounts.regions import region_of

from .event_kinds import has_quotas
from .models import Gathering, SignUp
from .rules import HOLD
from .selectors import gatherings_of_own, gatherings_upcoming, quotas_of

ROWS = 5


def _going(actor: Actor) -> QuerySet[Gathering]:
    coming = SignUp.objects.filter(user=actor.user_id).exclude(state=SignUp.State.OFF)
    return gatherings_upcoming(actor).filter(pk__in=coming.values("gathering"))


def _mine(request: HttpRequest, actor: Actor) -> Mapping[str, Any]:
    return {"rows": list(_going(actor)[:ROWS])}


def _planned(actor: Actor) -> QuerySet[Gathering]:
    planned = (Gathering.State.DRAFT, Gathering.State.PUBLISHED)
    return gatherings_of_own(actor).filter(state__in=planned)


def _run(request: HttpRequest, actor: Actor) -> Mapping[str, Any]:
    year = timezone.localdate().year
    region = _region(actor)
    quotas = quotas_of(region, year) if region else []
    return {"rows": list(_planned(actor)[:ROWS]), "year": year, "quotas": quotas}


def _region(actor: Actor) -> str:
    """The region of the officer's unit where a year's quota is its duty; else empty."""
    if Duty.REGIONAL_OFFICER not in actor.acting:
        return ""
    unit = Organisation.objects.get(pk=actor.organisation_id or 0)
    region = region_of(unit.region)
    return unit.region if region and has_quotas(unit.unit_kind, region.level) else ""


desk_register(
    DeskPart(
        name="events_mine",
        duties=tuple(duty for duty in Duty if duty != Duty.OPERATOR),
        order=26,
        template="matchmaking/_desk_mine.html",
        context=_mine,
        rests_on=lambda actor: [_going(actor)],
    ),
    DeskPart(
        name="events_run",
        duties=HOLD.duties,
        order=34,
        template="matchmaking/_desk_run.html",
        context=_run,
        # An officer reads the quota of the year in any case.
        rests_on=lambda actor: None if Duty.REGIONAL_OFFICER in actor.acting else [_planned(actor)],
    ),
)
