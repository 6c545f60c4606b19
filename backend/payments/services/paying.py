"""Beginning a payment, and what people and gateways make of it.

A gateway is never asked inside a transaction: what is to be asked is committed first with its key, the
answer is written in a second one. Whoever is killed in between asks again with the same key.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core import money
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import advance, moving
from backend.core.numbers import number_take
from backend.core.outbox import publish
from backend.payments import rules
from backend.payments.events import PaymentStarted
from backend.payments.gateways import gateway_named, methods_for
from backend.payments.gateways.protocol import Checkout, CheckoutState, GatewayRefused, Order
from backend.payments.lifecycle import PAYMENT, facts_of, payment_locked
from backend.payments.models import BankReceipt, Failure, Method, Payment
from backend.payments.payables import Payable, payable_kind
from backend.payments.selectors import bank_account_of, payment_standing

from .settling import checkout_apply, payment_book

PAYABLE_FOR = timedelta(hours=23)  # a checkout; Stripe allows a day


def payment_start(*, actor: Actor, kind: str, payable_id: int, method: str) -> Payment:
    """Begin to pay a payable by a method; the gateway is asked after the commit (``payment_open``).

    Raises NotFound, NotPermitted, WrongState where it cannot be paid now or is paid already,
    ValidationError for ``method``.
    """
    found = payable_kind(kind)
    found.find(actor, payable_id)
    with transaction.atomic():
        payable = found.lock(payable_id)
        if not rules.PAY.allows(actor, payable.payer_id):
            raise NotPermitted(rules.ONLY_PAYER)
        if payable.blocked is not None:
            raise WrongState(payable.blocked)
        standing = payment_standing(kind, payable_id)
        if standing is not None:
            words = _("This is being paid or paid already, by payment %(number)s.")
            raise WrongState(words % {"number": standing.number})
        _method_check(payable, method)
        payment = Payment.objects.create(
            number=number_take("payment"),
            payable_kind=kind,
            payable_id=payable_id,
            title=payable.title,
            deal_id=payable.deal_id,
            payer_id=payable.payer_id,
            payee_id=payable.payee_id,
            amount=payable.amount,
            currency=payable.currency,
            method=method,
            key=uuid4().hex,
            started_by_id=actor.person,
        )
        publish(PaymentStarted(**_started(payment)), actor_id=actor.user_id)
    return payment


def payment_open(*, payment_id: int) -> None:
    """Ask the gateway to set the payment up; safe to repeat. Raises Unavailable."""
    payment = Payment.objects.get(pk=payment_id)
    if payment.state != Payment.State.ASKED:
        return
    try:
        checkout = gateway_named(payment.method).checkout_open(_order(payment), key=payment.key)
    except GatewayRefused as refusal:
        with transaction.atomic():
            payment = payment_locked(payment_id)
            if payment.state == Payment.State.ASKED:
                payment.failure = Failure.REFUSED
                payment.last_error = str(refusal)[:200]
                advance(PAYMENT, "fail", payment, actor_id=None)
        return
    _take(payment_id, checkout)


def payment_refresh(*, payment_id: int) -> None:
    """Look how the payment stands at its gateway, and follow it; safe to repeat. Raises Unavailable."""
    payment = Payment.objects.get(pk=payment_id)
    if not payment.checkout_id:
        payment_open(payment_id=payment_id)
        return
    _take(payment_id, gateway_named(payment.method).checkout_read(payment.checkout_id))


def payment_cancel(
    *, actor: Actor, payment_id: int, expected_revision: int | None = None
) -> Payment:
    """Take back what is not paid. Raises NotFound, NotPermitted, WrongState also where the money was
    quicker, Stale, Unavailable."""
    found = PAYMENT.find(actor, payment_id)
    step = PAYMENT.transition("cancel")
    PAYMENT.check_may(step, found, actor)
    fresh = expected_revision in {None, found.revision}
    if fresh and found.checkout_id and found.state in step.source:
        closed = gateway_named(found.method).checkout_close(found.checkout_id)
        if closed.state != CheckoutState.EXPIRED:
            _take(payment_id, closed)
    with moving(
        PAYMENT, "cancel", payment_id, actor=actor, expected_revision=expected_revision
    ) as payment:
        return payment


def payment_declare(
    *, actor: Actor, payment_id: int, expected_revision: int | None = None, note: str = ""
) -> Payment:
    """Say that the transfer was made. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        PAYMENT,
        "declare",
        payment_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as payment:
        return payment


def payment_deny(
    *, actor: Actor, payment_id: int, expected_revision: int | None = None, note: str
) -> Payment:
    """Say that it has not arrived, and what did. Raises NotFound, NotPermitted, WrongState, Stale,
    ValidationError for the note."""
    with moving(
        PAYMENT, "deny", payment_id, actor=actor, expected_revision=expected_revision, note=note
    ) as payment:
        return payment


def payment_confirm(
    *,
    actor: Actor,
    payment_id: int,
    received_on: date,
    amount: Decimal,
    expected_revision: int | None = None,
) -> Payment:
    """Confirm that a transfer arrived in full; that settles the payment.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for ``amount`` where it is not
    the payment's, and for ``received_on``.
    """
    with moving(
        PAYMENT, "confirm", payment_id, actor=actor, expected_revision=expected_revision
    ) as payment:
        _receipt_check(payment, received_on, amount)
        BankReceipt.objects.create(
            payment=payment, amount=amount, received_on=received_on, confirmed_by_id=actor.person
        )
        payment.received, payment.received_currency = amount, payment.currency
        payment.fee = Decimal(0)
        payment.settled_at = timezone.now()
        payment_book(payment, actor_id=actor.user_id)
    return payment


def _method_check(payable: Payable, method: str) -> None:
    offered = {gateway.name for gateway in methods_for(payable.amount)}
    if method not in offered:
        raise ValidationError({"method": [_("Choose one of the methods offered.")]})
    if method == Method.BANK and bank_account_of(payable.payee_id, payable.currency) is None:
        words = _("The payee has named no bank account for this currency yet; ask them to.")
        raise ValidationError({"method": [words]})


def _receipt_check(payment: Payment, received_on: date, amount: Decimal) -> None:
    if amount != payment.amount:
        words = _("Due is %(due)s. Confirm once exactly this has arrived; tell the payer what did.")
        due = money.exact(payment.amount, payment.currency)
        raise ValidationError({"amount": [words % {"due": due}]})
    if received_on > timezone.localdate():
        raise ValidationError({"received_on": [_("This day lies in the future.")]})
    if received_on < timezone.localdate(payment.created_at):
        raise ValidationError({"received_on": [_("The payment was begun after this day.")]})


def _take(payment_id: int, checkout: Checkout) -> None:
    with transaction.atomic():
        checkout_apply(payment_locked(payment_id), checkout)


def _order(payment: Payment) -> Order:
    """The same for one payment whenever it is asked."""
    page = reverse("payment", args=[payment.pk])
    return Order(
        number=payment.number,
        title=payment.title,
        amount=payment.amount,
        currency=payment.currency,
        back_url=f"{settings.PUBLIC_URL}{page}?back=1",
        until=payment.created_at + PAYABLE_FOR,
    )


def _started(payment: Payment) -> dict[str, Any]:
    facts = facts_of(payment)
    facts.pop("failure")
    return facts
