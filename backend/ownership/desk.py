"""Ownership on desks: applications for the office, shares that wait for one's agreement."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import PlanShare
from .rules import DECIDE
from .selectors import grants_waiting


def _waiting(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    organisation_id = actor.organisation_id or 0
    office = DECIDE.allows(actor, organisation_id)
    grants = list(grants_waiting(organisation_id)) if office else []
    shares = list(
        PlanShare.objects.filter(person_id=actor.user_id, agreed_at__isnull=True)
        .select_related("plan__deal")
        .order_by("pk")
    )
    if not grants and not shares:
        return None
    return {"grants": grants, "shares": shares}


desk_register(
    DeskPart(
        name="ownership",
        duties=(Duty.UNIVERSITY_OFFICE, Duty.RESEARCHER, Duty.BROKER),
        order=25,
        template="ownership/_desk.html",
        context=_waiting,
    )
)
