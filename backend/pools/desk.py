"""Common problems on desks: what a firm is asked, and what an officer's unit has under way."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import Problem, Project
from .rules import POOL
from .selectors import asked_of, problems_readable, projects_listed

ROWS = 5


def _asked(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"rows": asked_of(actor)[:ROWS]}


def _unit(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    own = problems_readable(actor).filter(
        made_for=actor.organisation_id, state=Problem.State.ASKING
    )
    open_ones = (Project.State.POOLED, Project.State.ESTABLISHED)
    projects = projects_listed().filter(made_for=actor.organisation_id, state__in=open_ones)
    return {"problems": own[:ROWS], "projects": projects[:ROWS]}


desk_register(
    DeskPart(
        name="problems_asked",
        duties=(Duty.ENTERPRISE_MEMBER,),
        order=24,
        template="pools/_desk_asked.html",
        context=_asked,
        rests_on=lambda actor: [asked_of(actor)],
    ),
    DeskPart(
        name="pools",
        duties=(Duty.REGIONAL_OFFICER,),
        order=20,
        template="pools/_desk_unit.html",
        context=_unit,
        of=POOL,
    ),
)
