"""What the buyer owes its broker, as something that is paid: one for each payment to the seller."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from backend.core.errors import NotFound
from backend.payments.models import Payment
from backend.payments.payables import Payable, PayableKind

from .earnings import KIND, commission_dues
from .lifecycle import commission_locked
from .models import Commission
from .selectors import commission_agreed, commission_readable_by


def _standing(payment_id: int) -> tuple[Payment, Commission]:
    """The payment that it is reckoned on, and the buyer's commission that stands. Raises NotFound."""
    payment = Payment.objects.filter(pk=payment_id).exclude(payable_kind=KIND).first()
    found = None
    if payment is not None and payment.deal_id is not None:
        found = commission_agreed(payment.deal_id, Commission.Payer.BUYER)
    if payment is None or found is None:
        raise NotFound(_("No commission is owed for this payment."))
    return payment, found


def _payable(payment: Payment, commission: Commission) -> Payable:
    due = next((d for d in commission_dues(commission) if d.payment.pk == payment.pk), None)
    amount = due.amount if due is not None else Decimal(0)
    return Payable(
        kind=KIND,
        id=payment.pk,
        title=_("Commission · %(title)s") % {"title": payment.title},
        payer_id=commission.payer_id,
        payee_id=commission.agency_id,
        amount=amount,
        currency=payment.currency,
        deal_id=commission.deal_id,
        about=("commission", commission.pk),
        url=reverse("commission", args=[commission.pk]),
        blocked=None if amount > 0 else _("Nothing is owed for this payment."),
    )


def _find(actor: Any, payment_id: int) -> Payable:
    payment, commission = _standing(payment_id)
    return _payable(payment, commission_readable_by(actor, commission.pk))


def _lock(payment_id: int) -> Payable:
    payment, commission = _standing(payment_id)
    return _payable(payment, commission_locked(commission.pk))


OWED = PayableKind(name=KIND, find=_find, lock=_lock)
