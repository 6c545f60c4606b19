"""Registration on the desks of those who trade, and of the registry."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import OutsideContract
from .rules import APPLY, bureau_of
from .selectors import outsides_readable_by, registrations_with, unregistered_of

ROWS = 10


def _unregistered(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    """Contracts that this reader can register or complete now."""
    if not APPLY.allows(actor, actor.organisation_id):
        return None
    mine = [row for row in unregistered_of(actor) if row.mine]
    return {"rows": mine[:ROWS], "count": len(mine)} if mine else None


def _queue(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    """What waits for the registry, and what buyers reported."""
    bureau = bureau_of(actor)
    if bureau is None:
        return None
    states = [OutsideContract.State.REPORTED, OutsideContract.State.SUSPECTED]
    waiting = registrations_with([bureau.pk])
    return {
        "rows": list(waiting[:ROWS]),
        "count": waiting.count(),
        "outside": outsides_readable_by(actor).filter(state__in=states).count(),
        "today": timezone.localdate(),
    }


desk_register(
    DeskPart(
        name="contracts_to_register",
        duties=(Duty.ENTERPRISE_MEMBER, Duty.UNIVERSITY_OFFICE, Duty.SERVICE_MEMBER),
        order=30,
        template="registration/_desk.html",
        context=_unregistered,
    ),
    DeskPart(
        name="registrations_waiting",
        duties=(Duty.REGIONAL_OFFICER,),
        order=20,
        template="registration/_desk_registry.html",
        context=_queue,
    ),
)
