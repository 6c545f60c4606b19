"""Contract records on the desk of those who may confirm them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import Contract
from .rules import may_confirm
from .selectors import contracts_readable_by


def contracts_waiting(actor: Actor) -> list[Contract]:
    """Contract records that this reader may confirm or return now."""
    found = contracts_readable_by(actor).filter(state=Contract.State.PROPOSED)
    return [contract for contract in found if may_confirm(actor, contract)]


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
    )
)
