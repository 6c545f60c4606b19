"""Terms on the desk of those who may answer them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import Offer
from .rules import may_answer
from .selectors import offers_readable_by


def offers_waiting(actor: Actor) -> list[Offer]:
    """Offers that this reader may answer now, the most urgent first."""
    found = _open(actor).order_by("expires_at", "pk")
    return [offer for offer in found if may_answer(actor, offer)]


def _open(actor: Actor) -> QuerySet[Offer]:
    return offers_readable_by(actor).filter(state=Offer.State.OPEN)


def _waiting(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"offers": offers_waiting(actor)}


desk_register(
    DeskPart(
        name="offers_waiting",
        duties=(Duty.ENTERPRISE_MEMBER, Duty.UNIVERSITY_OFFICE),
        order=18,
        template="terms/_desk.html",
        context=_waiting,
        rests_on=lambda actor: [_open(actor)],
    )
)
