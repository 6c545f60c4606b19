"""People and organisations on the desk: the way to an organisation, what waits for verification."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from .actors import Actor
from .desks import DeskPart, desk_register
from .models import Duty
from .selectors import organisations_to_verify


def _to_verify(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"organisations": organisations_to_verify()}


desk_register(
    DeskPart(
        name="newcomer",
        duties=(),
        order=0,
        template="accounts/_desk_newcomer.html",
        context=lambda request, actor: {},
    ),
    DeskPart(
        name="to_verify",
        duties=(Duty.OPERATOR,),
        order=10,
        template="accounts/_desk_to_verify.html",
        context=_to_verify,
    ),
)
