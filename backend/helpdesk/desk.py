"""The operator's desk: business first, then what waits: questions and reports."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .selectors import business, reports_waiting, tickets_waiting

ROWS = 8


def _business(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"business": business()}


def _tickets(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"tickets": tickets_waiting()[:ROWS], "waiting": tickets_waiting().count()}


def _reports(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"reports": reports_waiting()[:ROWS], "waiting": reports_waiting().count()}


desk_register(
    *(
        DeskPart(
            name=name,
            duties=(Duty.OPERATOR,),
            order=order,
            template=f"helpdesk/_desk_{name}.html",
            context=context,
        )
        for name, order, context in (
            ("business", 2, _business),
            ("tickets", 14, _tickets),
            ("reports", 16, _reports),
        )
    )
)
