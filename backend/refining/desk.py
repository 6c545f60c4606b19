"""Needs being refined, on desks: what waits for the reader comes first."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import Refinement
from .rules import may_decide
from .selectors import refinements_running

ROWS = 10


def row_of(actor: Actor, refinement: Refinement) -> dict[str, Any]:
    """A refinement in a list: whether it waits for this reader."""
    owns = may_decide(actor, refinement)
    asked = refinement.state == Refinement.State.ASKED
    waiting: int = refinement.waiting  # type: ignore[attr-defined]
    return {"refinement": refinement, "mine": owns and (asked or waiting > 0), "owns": owns}


def _rests_on(actor: Actor) -> list[QuerySet[Refinement]]:
    return [refinements_running(actor)]


def _running(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    rows = [row_of(actor, found) for found in refinements_running(actor)[:ROWS]]
    rows.sort(key=lambda row: not row["mine"])
    return {"rows": rows}


desk_register(
    DeskPart(
        name="refinements",
        duties=(Duty.ENTERPRISE_MEMBER, Duty.BROKER, Duty.REGIONAL_OFFICER, Duty.RESEARCHER),
        order=24,
        template="refining/_desk.html",
        context=_running,
        rests_on=_rests_on,
    ),
    DeskPart(
        name="refinements_of_helpers",
        duties=(),
        order=24,
        template="refining/_desk.html",
        context=_running,
        rests_on=_rests_on,
    ),
)
