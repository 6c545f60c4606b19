"""People on the desk: the way to an organisation for who has none."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from .actors import Actor
from .desks import DeskPart, desk_register


def _newcomer(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    """For whoever belongs nowhere yet."""
    return None if actor.duties else {}


desk_register(
    DeskPart(
        name="newcomer",
        duties=(),
        order=0,
        template="accounts/_desk_newcomer.html",
        context=_newcomer,
    )
)
