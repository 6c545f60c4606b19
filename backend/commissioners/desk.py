"""Commissioners on desks: what waits for the unit, the home institution, the firm, the commissioner."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import Appointment, Question, Visit
from .rules import CONFIRM, RELEASE, may_appoint
from .selectors import commissioners_serving, questions_to

ROWS = 5


def _to_release(actor: Actor) -> QuerySet[Appointment]:
    own = [pk for pk in [actor.organisation_id] if RELEASE.allows(actor, pk)]
    waiting = Appointment.objects.filter(home__in=own, state=Appointment.State.SELECTED)
    return waiting.exclude(person=actor.user_id).select_related("person", "selection__unit")


def _to_decide(actor: Actor) -> QuerySet[Appointment]:
    own = [actor.organisation_id] if may_appoint(actor) else []
    applied = Q(selection__unit__in=own, state=Appointment.State.APPLIED)
    proposed = Q(person=actor.user_id, state=Appointment.State.PROPOSED)
    waiting = Appointment.objects.filter(applied | proposed)
    return waiting.select_related("person", "selection__unit").order_by("pk")


def _to_confirm(actor: Actor) -> QuerySet[Visit]:
    own = [pk for pk in [actor.organisation_id] if CONFIRM.allows(actor, pk)]
    logged = Visit.objects.filter(firm__in=own, state=Visit.State.LOGGED)
    return logged.exclude(visitor=actor.user_id).select_related("visitor").order_by("pk")


def _serving(actor: Actor) -> QuerySet[Appointment]:
    return commissioners_serving().filter(person=actor.user_id)


def _questions(actor: Actor) -> QuerySet[Question]:
    return questions_to(actor)


def _waiting(request: HttpRequest, actor: Actor) -> Mapping[str, Any]:
    return {
        "to_decide": list(_to_decide(actor)[:ROWS]),
        "to_release": list(_to_release(actor)[:ROWS]),
        "to_confirm": list(_to_confirm(actor)[:ROWS]),
        "questions": list(_questions(actor)[:ROWS]),
        "serving": _serving(actor).first(),
    }


desk_register(
    DeskPart(
        name="commissioners",
        duties=tuple(duty for duty in Duty if duty != Duty.OPERATOR),
        order=25,
        template="commissioners/_desk.html",
        context=_waiting,
        rests_on=lambda actor: [
            _to_decide(actor),
            _to_release(actor),
            _to_confirm(actor),
            _questions(actor),
            _serving(actor),
        ],
    )
)
