"""Joining on desks: who asks to join, and which mail domains an operator should look at."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.duties import BINDING
from backend.accounts.models import Duty

from .selectors import domains_waiting, requests_own, requests_waiting

ROWS = 10


def _waiting(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    rows = list(requests_waiting(actor)[:ROWS])
    return {"requests": rows} if rows else None


def _own(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    rows = list(requests_own(actor)[:ROWS])
    return {"requests": rows} if rows else None


def _domains(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    rows = list(domains_waiting()[:ROWS])
    return {"domains": rows} if rows else None


desk_register(
    DeskPart(
        name="join_requests",
        duties=BINDING,
        order=5,
        template="joining/_desk_requests.html",
        context=_waiting,
    ),
    DeskPart(
        name="join_own",
        duties=(),
        order=10,
        template="joining/_desk_own.html",
        context=_own,
    ),
    DeskPart(
        name="mail_domains",
        duties=(Duty.OPERATOR,),
        order=12,
        template="joining/_desk_domains.html",
        context=_domains,
    ),
)
