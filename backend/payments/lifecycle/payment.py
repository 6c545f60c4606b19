"""What becomes of a payment."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.core.lifecycles import Ask, Lifecycle, Transition, Words
from backend.payments import events, rules
from backend.payments.models import Payment, Refund, RefundReason
from backend.payments.selectors import payment_readable_by

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
