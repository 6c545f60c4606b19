"""Registers on desks: what a unit is asked to register, where one is named as a member."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.duties import binds
from backend.accounts.models import Duty

from .models import Registered
from .rules import KEEP

ROWS = 5
State = Registered.State


def _to_decide(actor: Actor) -> QuerySet[Registered]:
    own = [pk for pk in [actor.organisation_id] if KEEP.allows(actor, pk)]
    asked = Registered.objects.filter(unit__in=own, state=State.PROPOSED)
    return asked.select_related("host").order_by("pk")


def _to_agree(actor: Actor) -> QuerySet[Registered]:
    own = [pk for pk in [actor.organisation_id] if binds(actor, pk)]
    named = Registered.objects.filter(
        members__organisation__in=own,
        members__agreed_at__isnull=True,
        state__in=[State.PROPOSED, State.LISTED],
    )
    return named.select_related("host").order_by("pk")


def _waiting(request: HttpRequest, actor: Actor) -> Mapping[str, Any]:
    return {
        "to_decide": list(_to_decide(actor)[:ROWS]),
        "to_agree": list(_to_agree(actor)[:ROWS]),
    }


desk_register(
    DeskPart(
        name="registers",
        duties=tuple(duty for duty in Duty if duty != Duty.OPERATOR),
        order=37,
        template="registers/_desk.html",
        context=_waiting,
        rests_on=lambda actor: [_to_decide(actor), _to_agree(actor)],
    )
)
