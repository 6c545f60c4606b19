"""Integrity on desks: what is on record of the reader, and objections to hear."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import Sanction
from .rules import RECORD
from .selectors import sanctions_about

ROWS = 5


def _to_hear(actor: Actor) -> QuerySet[Sanction]:
    own = [pk for pk in [actor.organisation_id] if RECORD.allows(actor, pk)]
    raised = Sanction.objects.filter(recorded_for__in=own, state=Sanction.State.OBJECTED)
    return raised.exclude(recorded_by=actor.user_id).select_related("organisation", "person")


def _waiting(request: HttpRequest, actor: Actor) -> Mapping[str, Any]:
    return {
        "about": list(sanctions_about(actor)[:ROWS]),
        "to_hear": list(_to_hear(actor).order_by("pk")[:ROWS]),
    }


desk_register(
    DeskPart(
        name="integrity",
        duties=tuple(Duty),
        order=11,
        template="integrity/_desk.html",
        context=_waiting,
        rests_on=lambda actor: [sanctions_about(actor), _to_hear(actor)],
    )
)
