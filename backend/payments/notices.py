"""What people are told of payments."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.accounts.templatetags.people import named
from backend.core import money
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Difference, Failure, Invoice, Payment, Payout
from .selectors import (
    differences_open,
    invoices_readable_by,
    payments_readable_by,
    payouts_readable_by,
)


def _payments(actor: Actor, ids: Collection[int]) -> Mapping[int, Payment]:
    return payments_readable_by(actor).in_bulk(ids)


def _invoices(actor: Actor, ids: Collection[int]) -> Mapping[int, Invoice]:
    return invoices_readable_by(actor).in_bulk(ids)


def _payouts(actor: Actor, ids: Collection[int]) -> Mapping[int, Payout]:
    return payouts_readable_by(actor).in_bulk(ids)


def _differences(actor: Actor, ids: Collection[int]) -> Mapping[int, Difference]:
    return differences_open(actor).in_bulk(ids)


def _title(payment: Payment) -> str:
    return f"{payment.title} · {money.short(payment.amount, payment.currency)}"


def _payer(payment: Payment) -> dict[str, str]:
    return {"payer": named(payment.payer)}


MONEY = Topic(name="money", words=gettext_lazy("Payments and invoices"))
PAYMENT = About(
    name="payment",
    read=_payments,
    url=lambda payment: reverse("payment", args=[payment.pk]),
    title=_title,
    topic=MONEY,
)
INVOICE = About(
    name="invoice",
    read=_invoices,
    url=lambda invoice: reverse("payment", args=[invoice.payment_id]),
    title=lambda invoice: _title(invoice.payment),
    topic=MONEY,
)
PAYOUT = About(
    name="payout",
    read=_payouts,
    url=lambda payout: reverse("payouts"),
    title=lambda payout: (
        f"{payout.share.payment.title} · {money.short(payout.left, payout.currency)}"
    ),
    topic=MONEY,
)
DIFFERENCE = About(
    name="difference",
    read=_differences,
    url=lambda difference: reverse("reconciliation"),
    title=lambda difference: f"{difference.get_kind_display()} · {difference.object_id}",
    topic=MONEY,
)
DECLARED = NoticeKind(
    name="payment_declared",
    label=gettext_lazy("A payer says that money is on its way"),
    about=PAYMENT,
    importance=Importance.TURN,
    sentence=lambda payment, payload: (
        _("%(payer)s says that the transfer was made; confirm it once it has arrived")
        % _payer(payment)
    ),
    tone="wait",
    mail=gettext_lazy("Look at your bank account, and confirm the receipt or say what is wrong."),
)
DENIED = NoticeKind(
    name="payment_denied",
    label=gettext_lazy("The payee has not received my transfer"),
    about=PAYMENT,
    importance=Importance.TURN,
    sentence=lambda payment, payload: _("The payee says that your transfer has not arrived"),
    tone="no",
    mail=gettext_lazy("Read what is wrong, and look at the transfer at your bank."),
)
SETTLED = NoticeKind(
    name="payment_settled",
    label=gettext_lazy("A payment is settled"),
    about=PAYMENT,
    importance=Importance.RESULT,
    sentence=lambda payment, payload: _("The payment is settled"),
    tone="ok",
    mail=gettext_lazy("The money has arrived in full and stands in both sides' books."),
)
FAILED = NoticeKind(
    name="payment_failed",
    label=gettext_lazy("A payment fails"),
    about=PAYMENT,
    importance=Importance.TURN,
    sentence=lambda payment, payload: (
        _("The payment failed: %(reason)s") % {"reason": Failure(payload["failure"]).label}
    ),
    tone="no",
    mail=gettext_lazy("It can be paid again, or in another way."),
)
REFUND_DUE = NoticeKind(
    name="payment_refund_due",
    label=gettext_lazy("A refund comes to me"),
    about=PAYMENT,
    importance=Importance.TURN,
    sentence=lambda payment, payload: _(
        "The payee transfers money back to you; confirm it once it has arrived"
    ),
    tone="wait",
    mail=gettext_lazy("Look at your bank account, and confirm that it came back."),
)
REFUNDED = NoticeKind(
    name="payment_refunded",
    label=gettext_lazy("A payment is refunded"),
    about=PAYMENT,
    importance=Importance.RESULT,
    sentence=lambda payment, payload: _("Money of this payment is back with the payer"),
    tone="no",
)
REFUND_FAILED = NoticeKind(
    name="payment_refund_failed",
    label=gettext_lazy("A refund fails"),
    about=PAYMENT,
    importance=Importance.TURN,
    sentence=lambda payment, payload: _("The refund could not be sent back"),
    tone="no",
    mail=gettext_lazy("Ask for it again, or agree with the payer on another way."),
)
DISPUTED = NoticeKind(
    name="payment_disputed",
    label=gettext_lazy("A payment is disputed"),
    about=PAYMENT,
    importance=Importance.TURN,
    sentence=lambda payment, payload: _("The payer's bank disputes the payment"),
    tone="no",
    mail=gettext_lazy("Hand in what proves the delivery, on the payment provider's page."),
)
DISPUTE_DECIDED = NoticeKind(
    name="payment_dispute_decided",
    label=gettext_lazy("A dispute of a payment is decided"),
    about=PAYMENT,
    importance=Importance.RESULT,
    sentence=lambda payment, payload: (
        _("The dispute was decided for the payee: the payment stands")
        if payload["won"]
        else _("The dispute was decided for the payer: the money went back")
    ),
)
PAYOUT_DUE = NoticeKind(
    name="payout_due",
    label=gettext_lazy("A share is to come to me"),
    about=PAYOUT,
    importance=Importance.NEWS,
    sentence=lambda payout, payload: _(
        "A payment was settled of which a share is yours; the payee transfers it"
    ),
    tone="wait",
)
PAYOUT_SENT = NoticeKind(
    name="payout_sent",
    label=gettext_lazy("My share is paid out"),
    about=PAYOUT,
    importance=Importance.RESULT,
    sentence=lambda payout, payload: _("Your share of a payment was paid out"),
    tone="ok",
)
PAYOUT_REFUSED = NoticeKind(
    name="payout_refused",
    label=gettext_lazy("A share could not be paid out"),
    about=PAYOUT,
    importance=Importance.TURN,
    sentence=lambda payout, payload: _("The payment provider did not accept a payout"),
    tone="no",
)
INVOICE_REQUESTED = NoticeKind(
    name="invoice_requested",
    label=gettext_lazy("An invoice is asked for"),
    about=INVOICE,
    importance=Importance.TURN,
    sentence=lambda invoice, payload: _("%(payer)s asks for an invoice") % _payer(invoice.payment),
    tone="wait",
    mail=gettext_lazy("Issue it over the amount paid, and upload it."),
)
INVOICE_ISSUED = NoticeKind(
    name="invoice_issued",
    label=gettext_lazy("An invoice is issued"),
    about=INVOICE,
    importance=Importance.RESULT,
    sentence=lambda invoice, payload: _("The invoice is issued"),
    tone="ok",
)
INVOICE_RETURNED = NoticeKind(
    name="invoice_returned",
    label=gettext_lazy("An invoice comes back"),
    about=INVOICE,
    importance=Importance.TURN,
    sentence=lambda invoice, payload: _("The invoice came back for correction"),
    tone="wait",
)
INVOICE_RED_DUE = NoticeKind(
    name="invoice_red_due",
    label=gettext_lazy("A red invoice is due"),
    about=INVOICE,
    importance=Importance.TURN,
    sentence=lambda invoice, payload: _(
        "Money went back after the invoice was issued: a red-letter invoice is due"
    ),
    tone="wait",
)
DIFFERENCE_FOUND = NoticeKind(
    name="difference_found",
    label=gettext_lazy("The books differ from the provider"),
    about=DIFFERENCE,
    importance=Importance.TURN,
    sentence=lambda difference, payload: _("Our books and the payment provider's do not agree"),
    tone="no",
    mail=gettext_lazy("Look at the differences, and at what the provider has."),
)

notices_register(
    DECLARED, DENIED, SETTLED, FAILED, REFUND_DUE, REFUNDED, REFUND_FAILED, DISPUTED,
    DISPUTE_DECIDED, PAYOUT_DUE, PAYOUT_SENT, PAYOUT_REFUSED, INVOICE_REQUESTED, INVOICE_ISSUED,
    INVOICE_RETURNED, INVOICE_RED_DUE, DIFFERENCE_FOUND,
)  # fmt: skip
