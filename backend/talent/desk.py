"""Claims for the office, wishes for officers and firms, on desks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import Wish
from .selectors import claims_to_decide, wishes_seen_by

ROWS = 5


def _claims(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    rows = claims_to_decide(actor)[:ROWS]
    return {"rows": rows} if rows else None


def _wishes(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    open_ones = (Wish.State.OPEN, Wish.State.TAKEN)
    rows = wishes_seen_by(actor).filter(state__in=open_ones)[:ROWS]
    return {"rows": rows} if rows else None


desk_register(
    DeskPart(
        name="claims",
        duties=(Duty.UNIVERSITY_OFFICE,),
        order=26,
        template="talent/_desk_claims.html",
        context=_claims,
    ),
    DeskPart(
        name="talent_wishes",
        duties=(Duty.REGIONAL_OFFICER, Duty.ENTERPRISE_MEMBER),
        order=27,
        template="talent/_desk_wishes.html",
        context=_wishes,
    ),
)
