"""What becomes of payments, and of what is made of them: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.core.lifecycles import Ask, Lifecycle, Transition, Words

from . import events, rules
from .models import Invoice, Payment, Payout, Refund, RefundReason
from .selectors import (
    invoice_readable_by,
    payment_readable_by,
    payout_readable_by,
    refund_readable_by,
)

State = Payment.State
_CLOSABLE = (State.ASKED, State.OPEN)


def payment_locked(payment_id: int) -> Payment:
    """The payment, locked; it is locked before what hangs on it."""
    return Payment.objects.select_for_update(of=("self",)).get(pk=payment_id)


def facts_of(payment: Payment, actor: Any = None) -> dict[str, Any]:
    """What its events tell."""
    return {
        "payment_id": payment.pk,
        "payable_kind": payment.payable_kind,
        "payable_id": payment.payable_id,
        "deal_id": payment.deal_id,
        "method": payment.method,
        "failure": payment.failure,
    }


def _refund_open(payment: Payment) -> Words | None:
    if Refund.objects.filter(payment=payment, state__in=Refund.OPEN).exists():
        return _("A refund of this payment is under way already.")
    return None


PAYMENT: Lifecycle[Payment] = Lifecycle(
    name="payment",
    model=Payment,
    states=State,
    find=payment_readable_by,
    lock=payment_locked,
    facts=facts_of,
    stale=_("The payment changed while you were reading; look again."),
    settled={
        State.SETTLED: _("This payment is settled."),
        State.REFUNDED: _("This payment was paid back."),
        State.FAILED: _("This payment failed; begin another one."),
        State.CANCELLED: _("This payment was taken back; begin another one."),
        State.PROCESSING: _("The money is under way; wait until it has arrived."),
        State.DISPUTED: _("This payment is disputed; wait until that is decided."),
    },
    transitions=(
        Transition(
            act="declare",
            source=(State.OPEN,),
            target=State.DECLARED,
            may=rules.declares,
            refused=rules.ONLY_PAYER,
            ask=Ask(
                note=True, note_label=_("Bank's serial number, or a remark"), note_column="note"
            ),
            event=events.PaymentDeclared,
            words=_("We have transferred it"),
            invitation=_("Say that the transfer was made"),
            done=_("The payee is asked to confirm that it arrived."),
            told=_("Transferred, says the payer"),
            look="main",
        ),
        Transition(
            act="confirm",
            source=(State.OPEN, State.DECLARED),
            target=State.SETTLED,
            may=rules.confirms,
            refused=rules.ONLY_PAYEE,
            event=events.PaymentSettled,
            words=_("Confirm receipt"),
            invitation=_("Confirm that the money arrived"),
            done=_("Confirmed: the payment is settled."),
            told=_("Payment settled"),
            look="main",
        ),
        Transition(
            act="deny",
            source=(State.DECLARED,),
            target=State.OPEN,
            may=rules.confirms,
            refused=rules.ONLY_PAYEE,
            ask=Ask(
                note_required=True,
                note_label=_("What is wrong?"),
                note_column="note",
                missing=_("Say what arrived, or that nothing did."),
            ),
            event=events.PaymentDenied,
            words=_("It has not arrived"),
            invitation=_("Say that it has not arrived"),
            done=_("The payer is told."),
            told=_("Not arrived, says the payee"),
        ),
        Transition(
            act="cancel",
            source=_CLOSABLE,
            target=State.CANCELLED,
            may=rules.pays,
            refused=rules.ONLY_PAYER,
            event=events.PaymentCancelled,
            words=_("Take the payment back"),
            done=_("Taken back. It can be paid in another way."),
            told=_("Payment taken back"),
            look="danger",
        ),
        Transition(
            act="refund",
            source=(State.SETTLED,),
            target=State.SETTLED,
            may=rules.receives,
            refused=rules.ONLY_PAYEE,
            blocked=_refund_open,
            ask=Ask(reasons=RefundReason, other=RefundReason.OTHER, note=True),
            words=_("Pay back"),
            invitation=_("Pay money back to the payer"),
            done=_("The refund is on its way."),
        ),
        Transition(
            act="open",
            source=(State.ASKED,),
            target=State.OPEN,
            event=events.PaymentOpened,
            told=_("Payment set up"),
        ),
        Transition(
            act="process",
            source=(State.ASKED, State.OPEN),
            target=State.PROCESSING,
            event=events.PaymentProcessing,
            told=_("The money is under way"),
        ),
        Transition(
            act="settle",
            # Money that arrives after all is settled, whatever was said before.
            source=(*Payment.UNDER_WAY, State.FAILED, State.CANCELLED),
            target=State.SETTLED,
            event=events.PaymentSettled,
            told=_("Payment settled"),
        ),
        Transition(
            act="fail",
            source=Payment.UNDER_WAY,
            target=State.FAILED,
            event=events.PaymentFailed,
            told=_("Payment failed"),
        ),
        Transition(
            act="dispute",
            source=(State.SETTLED,),
            target=State.DISPUTED,
            event=events.PaymentDisputed,
            told=_("The payer's bank disputes the payment"),
        ),
        Transition(
            act="dispute_win",
            source=(State.DISPUTED,),
            target=State.SETTLED,
            event=events.PaymentDisputeWon,
            told=_("The dispute was decided for the payee"),
        ),
        Transition(
            act="dispute_lose",
            source=(State.DISPUTED,),
            target=State.REFUNDED,
            event=events.PaymentDisputeLost,
            told=_("The dispute was decided for the payer"),
        ),
        Transition(
            act="dispute_lose_part",
            source=(State.DISPUTED,),
            target=State.SETTLED,
            event=events.PaymentDisputeLost,
        ),
        Transition(act="return", source=(State.SETTLED,), target=State.REFUNDED),
    ),
)

REFUND: Lifecycle[Refund] = Lifecycle(
    name="refund",
    model=Refund,
    states=Refund.State,
    find=refund_readable_by,
    lock=lambda pk: Refund.objects.select_for_update(of=("self",)).get(pk=pk),
    facts=lambda refund, actor: {"payment_id": refund.payment_id, "refund_id": refund.pk},
    settled={Refund.State.DONE: _("This money is back with the payer already.")},
    transitions=(
        Transition(
            act="confirm",
            source=(Refund.State.DUE,),
            target=Refund.State.DONE,
            may=lambda actor, refund: rules.pays(actor, refund.payment),
            refused=rules.ONLY_PAYER,
            words=_("Confirm that it came back"),
            done=_("Confirmed: the refund is booked."),
            look="main",
        ),
        Transition(act="finish", source=(Refund.State.ASKED,), target=Refund.State.DONE),
        Transition(
            act="fail",
            source=(Refund.State.ASKED,),
            target=Refund.State.FAILED,
            event=events.RefundFailed,
            told=_("The refund could not be sent back"),
        ),
    ),
)

PAYOUT: Lifecycle[Payout] = Lifecycle(
    name="payout",
    model=Payout,
    states=Payout.State,
    find=payout_readable_by,
    lock=lambda pk: Payout.objects.select_for_update(of=("self",)).get(pk=pk),
    facts=lambda payout, actor: {"payment_id": payout.share.payment_id, "payout_id": payout.pk},
    settled={Payout.State.SENT: _("This share was paid out already.")},
    transitions=(
        Transition(
            act="confirm",
            source=(Payout.State.DUE,),
            target=Payout.State.SENT,
            may=rules.confirms_payout,
            refused=rules.ONLY_RECEIVER,
            event=events.PayoutSent,
            words=_("Confirm that we received it"),
            done=_("Confirmed: your share is booked."),
            look="main",
        ),
        Transition(
            act="ask",
            source=(Payout.State.WAITING, Payout.State.FAILED),
            target=Payout.State.ASKED,
        ),
        Transition(
            act="send", source=(Payout.State.ASKED,), target=Payout.State.SENT,
            event=events.PayoutSent,
        ),
        Transition(
            act="refuse", source=(Payout.State.ASKED,), target=Payout.State.FAILED,
            event=events.PayoutRefused,
        ),
        Transition(act="owe", source=(Payout.State.WAITING,), target=Payout.State.DUE),
        Transition(
            act="reverse",
            source=(Payout.State.WAITING, Payout.State.DUE, Payout.State.FAILED, Payout.State.SENT),
            target=Payout.State.REVERSED,
        ),
    ),
)  # fmt: skip

_INVOICE = Invoice.State

INVOICE: Lifecycle[Invoice] = Lifecycle(
    name="invoice",
    model=Invoice,
    states=_INVOICE,
    find=invoice_readable_by,
    lock=lambda pk: Invoice.objects.select_for_update(of=("self",)).get(pk=pk),
    facts=lambda invoice, actor: {"invoice_id": invoice.pk, "payment_id": invoice.payment_id},
    settled={
        _INVOICE.ISSUED: _("This invoice is issued."),
        _INVOICE.RED_ISSUED: _("The red-letter invoice is issued; nothing is open."),
    },
    transitions=(
        Transition(
            act="issue",
            source=(_INVOICE.REQUESTED, _INVOICE.RETURNED),
            target=_INVOICE.ISSUED,
            may=lambda actor, invoice: rules.receives(actor, invoice.payment),
            refused=rules.ONLY_PAYEE,
            event=events.InvoiceIssued,
            words=_("Issue the invoice"),
            done=_("Issued. The payer can open it."),
            told=_("Invoice issued"),
            look="main",
        ),
        Transition(
            act="return",
            source=(_INVOICE.ISSUED,),
            target=_INVOICE.RETURNED,
            may=lambda actor, invoice: rules.pays(actor, invoice.payment),
            refused=rules.ONLY_PAYER,
            ask=Ask(
                note_required=True,
                note_label=_("What has to be corrected?"),
                note_column="note",
                missing=_("Say what has to be corrected."),
            ),
            event=events.InvoiceReturned,
            words=_("Return for correction"),
            done=_("Returned. The payee corrects it."),
            told=_("Invoice returned for correction"),
        ),
        Transition(
            act="issue_red",
            source=(_INVOICE.RED_DUE,),
            target=_INVOICE.RED_ISSUED,
            may=lambda actor, invoice: rules.receives(actor, invoice.payment),
            refused=rules.ONLY_PAYEE,
            event=events.InvoiceRedIssued,
            words=_("Issue the red-letter invoice"),
            done=_("Issued."),
            told=_("Red-letter invoice issued"),
            look="main",
        ),
        Transition(
            act="redden",
            source=(_INVOICE.ISSUED, _INVOICE.RETURNED),
            target=_INVOICE.RED_DUE,
            event=events.InvoiceRedDue,
            told=_("A refund makes a red-letter invoice due"),
        ),
    ),
)
