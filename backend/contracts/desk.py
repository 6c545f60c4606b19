"""Contract records on the desk of those who may confirm them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import Contract
from .rules import may_confirm
from .selectors import contracts_readable_by


def contracts_waiting(actor: Actor) -> list[Contract]:
    """Contract records that this reader may confirm or return now."""
    return [contract for contract in _proposed(actor) if may_confirm(actor, contract)]


def _proposed(actor: Actor) -> QuerySet[Contract]:
    return contracts_readable_by(actor).filter(state=Contract.State.PROPOSED)


def _waiting(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"contracts": contracts_waiting(actor)}


desk_register(
    DeskPart(
        name="contracts_waiting",
        duties=(
            Duty.ENTERPRISE_MEMBER,
            Duty.UNIVERSITY_OFFICE,
        ),
        order=20,
        template="contracts/_desk.html",
        context=_waiting,
        rests_on=lambda actor: [_proposed(actor)],
    )
)
