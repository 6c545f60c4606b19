"""Claims for the office, wishes for officers and firms, on desks."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import Wish
from .rules import EDIT
from .selectors import claims_to_decide, wishes_seen_by

ROWS = 5


def _claims(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"rows": claims_to_decide(actor)[:ROWS]}


def _open(actor: Actor) -> QuerySet[Wish]:
    return wishes_seen_by(actor).filter(state__in=(Wish.State.OPEN, Wish.State.TAKEN))


def _wishes(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"rows": _open(actor)[:ROWS]}


desk_register(
    DeskPart(
        name="claims",
        duties=(Duty.UNIVERSITY_OFFICE,),
        order=26,
        template="talent/_desk_claims.html",
        context=_claims,
        rests_on=lambda actor: [claims_to_decide(actor)],
    ),
    DeskPart(
        name="talent_wishes",
        duties=(Duty.REGIONAL_OFFICER, Duty.ENTERPRISE_MEMBER),
        order=27,
        template="talent/_desk_wishes.html",
        context=_wishes,
        rests_on=lambda actor: [_open(actor)],
        of=EDIT,
    ),
)
