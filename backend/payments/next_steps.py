"""What comes next for a payment, in one sentence for one reader. Part of the selectors layer."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.core import money

from .models import Failure, Method, Payment, Refund
from .rules import pays, receives

State = Payment.State


@dataclass(frozen=True, slots=True)
class Step:
    """What comes next. ``mine``: this reader can take it now."""

    sentence: str
    mine: bool


def payment_step(payment: Payment, actor: Actor) -> Step:
    """The state in plain words, and whose turn it is."""
    if payment.state == State.OPEN and payment.method != Method.BANK:
        return _to_pay_online(payment, actor)
    if payment.state in {State.OPEN, State.DECLARED}:
        return _by_bank(payment, actor)
    return Step(_said(payment), False)


def _to_pay_online(payment: Payment, actor: Actor) -> Step:
    who = {"payer": named(payment.payer)}
    if not pays(actor, payment):
        return Step(_("%(payer)s pays on the provider's page.") % who, False)
    if payment.last_error:
        return Step(
            _("The last attempt was refused (%(error)s). Try again, or take the payment back.")
            % {"error": payment.last_error},
            True,
        )
    return Step(_("Pay on the provider's page; nothing is charged before."), True)


def _by_bank(payment: Payment, actor: Actor) -> Step:
    who = {"payer": named(payment.payer), "payee": named(payment.payee)}
    if payment.state == State.DECLARED:
        if receives(actor, payment):
            return Step(
                _("%(payer)s says that it was transferred. Confirm once it has arrived.") % who,
                True,
            )
        return Step(_("%(payee)s confirms the receipt.") % who, False)
    if pays(actor, payment):
        return Step(
            _("Transfer the amount to the account below, with the payment number as remark."), True
        )
    return Step(_("%(payer)s transfers it to the payee's bank account.") % who, False)


def _said(payment: Payment) -> str:
    if payment.state == State.FAILED:
        return _failed(payment)
    amount = money.exact(payment.standing, payment.currency)
    words = {
        State.ASKED: _("The payment is being set up at the provider; look again in a moment."),
        State.PROCESSING: _("The money is under way. It is settled once it has arrived in full."),
        State.SETTLED: _("The money has arrived in full and is booked."),
        State.DISPUTED: _("The payer's bank has taken the money back until it is decided."),
        State.REFUNDED: _("The whole amount is back with the payer."),
        State.CANCELLED: _("The payer took this payment back; nothing was charged."),
    }
    if payment.state == State.SETTLED and payment.refunded:
        return _("Settled; after refunds %(amount)s stands.") % {"amount": amount}
    return words[State(payment.state)]


def _failed(payment: Payment) -> str:
    reason = Failure(payment.failure).label if payment.failure else ""
    if payment.received:
        words = _("%(reason)s: %(received)s arrived and goes back to the payer.")
        if payment.refunds.filter(state=Refund.State.DONE).exists():
            words = _("%(reason)s: %(received)s arrived and is back with the payer.")
        received = money.exact(payment.received, payment.received_currency)
        return words % {"reason": reason, "received": received}
    return _("%(reason)s. Nothing was charged; it can be paid again.") % {"reason": reason}
