"""A broker's day: the steps that are due, and commissions that wait for somebody's word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import Commission
from .pipeline import Filters, pipeline, rows_of
from .rules import may_agree
from .selectors import commissions_readable_by

ROWS = 10


def _today(request: HttpRequest, actor: Actor) -> Mapping[str, Any] | None:
    found = pipeline(actor, Filters(due=True, order="due"))
    deals = found.select_related("buyer", "seller", "need", "offer").prefetch_related("people")
    rows = rows_of(actor, list(deals[:ROWS]))
    return {"rows": rows} if rows else None


def _proposed(actor: Actor) -> QuerySet[Commission]:
    return commissions_readable_by(actor).filter(state=Commission.State.PROPOSED)


def _commissions(request: HttpRequest, actor: Actor) -> Mapping[str, Any] | None:
    mine = [row for row in _proposed(actor)[:50] if may_agree(actor, row)]
    return {"commissions": mine} if mine else None


desk_register(
    DeskPart(
        name="broker_today",
        duties=(Duty.BROKER,),
        order=10,
        template="brokerage/_today.html",
        context=_today,
    ),
    DeskPart(
        name="commissions_waiting",
        duties=(Duty.ENTERPRISE_MEMBER, Duty.UNIVERSITY_OFFICE, Duty.BROKER),
        order=30,
        template="brokerage/_waiting.html",
        context=_commissions,
        rests_on=lambda actor: [_proposed(actor)],
    ),
)
