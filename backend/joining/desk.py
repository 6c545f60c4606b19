"""Joining on desks: who asks to join, what waits for verification, and what is suspended."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.duties import BINDING
from backend.accounts.models import Duty

from .selectors import (
    applications_known_to,
    applications_waiting,
    domains_waiting,
    requests_own,
    requests_waiting,
    suspension_running,
)

ROWS = 10


def _waiting(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"requests": list(requests_waiting(actor)[:ROWS])}


def _own(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"requests": list(requests_own(actor)[:ROWS])}


def _domains(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {"domains": list(domains_waiting()[:ROWS])}


def _to_verify(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    return {
        "applications": applications_waiting()[:ROWS],
        "waiting": applications_waiting().count(),
    }


def _suspended(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    found = suspension_running(actor.organisation_id)
    return {"suspension": found} if found is not None else None


def _unverified(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    """What became of the application of an organisation that is not verified."""
    if actor.organisation_id not in actor.unverified:
        return None
    last = applications_known_to(actor).filter(organisation=actor.organisation_id).first()
    if last is None:
        return None
    return {"application": last}


desk_register(
    DeskPart(
        name="suspended",
        duties=(),
        order=-5,
        template="joining/_desk_suspended.html",
        context=_suspended,
    ),
    DeskPart(
        name="unverified",
        duties=BINDING,
        order=1,
        template="joining/_desk_unverified.html",
        context=_unverified,
    ),
    DeskPart(
        name="to_verify",
        duties=(Duty.OPERATOR,),
        order=10,
        template="joining/_desk_to_verify.html",
        context=_to_verify,
    ),
    DeskPart(
        name="join_requests",
        duties=BINDING,
        order=5,
        template="joining/_desk_requests.html",
        context=_waiting,
        rests_on=lambda actor: [requests_waiting(actor)],
    ),
    DeskPart(
        name="join_own",
        duties=(),
        order=10,
        template="joining/_desk_own.html",
        context=_own,
        rests_on=lambda actor: [requests_own(actor)],
    ),
    DeskPart(
        name="mail_domains",
        duties=(Duty.OPERATOR,),
        order=12,
        template="joining/_desk_domains.html",
        context=_domains,
        rests_on=lambda actor: [domains_waiting()],
    ),
)
