"""Payments on the desks of those who pay and confirm, and differences on the operators'."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty

from .models import Invoice, Payment, Payout
from .rules import PAY, RECEIVE, confirms_payout
from .selectors import (
    differences_open,
    invoices_readable_by,
    payments_expected_by,
    payments_readable_by,
    payouts_readable_by,
)

ROWS = 10
_TO_ISSUE = (Invoice.State.REQUESTED, Invoice.State.RETURNED, Invoice.State.RED_DUE)


def _money(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    """What waits for this reader: to pay on, to confirm, to issue."""
    own = actor.organisation_id or 0
    to_pay: list[Payment] = []
    if PAY.allows(actor, own):
        waiting = payments_readable_by(actor).filter(payer=own, state=Payment.State.OPEN)
        to_pay = list(waiting[:ROWS])
    to_issue: list[Invoice] = []
    if RECEIVE.allows(actor, own):
        rows = invoices_readable_by(actor).filter(payment__payee=own, state__in=_TO_ISSUE)
        to_issue = list(rows[:ROWS])
    context = {
        "to_pay": to_pay,
        "to_confirm": [
            payment
            for payment in payments_expected_by(actor, own)
            if payment.state == Payment.State.DECLARED
        ][:ROWS],
        "to_issue": to_issue,
        "payouts": payouts_waiting(actor)[:ROWS],
    }
    return context if any(context.values()) else None


def payouts_waiting(actor: Actor) -> list[Payout]:
    """Shares that this reader may confirm to have received."""
    found = payouts_readable_by(actor).filter(state=Payout.State.DUE)
    return [payout for payout in found if confirms_payout(actor, payout)]


def _differences(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    found = list(differences_open(actor)[:ROWS])
    return {"differences": found} if found else None


desk_register(
    DeskPart(
        name="payments",
        duties=(
            Duty.ENTERPRISE_MEMBER,
            Duty.RESEARCHER,
            Duty.UNIVERSITY_OFFICE,
            Duty.BROKER,
            Duty.SERVICE_MEMBER,
        ),
        order=25,
        template="payments/_desk.html",
        context=_money,
    ),
    DeskPart(
        name="payment_differences",
        duties=(Duty.OPERATOR,),
        order=30,
        template="payments/_desk_differences.html",
        context=_differences,
    ),
)
