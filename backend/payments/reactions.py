"""Answers of payments to events: what providers are asked, and who is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from backend.accounts.models import Duty
from backend.accounts.selectors import actors_of, memberships_with_duty
from backend.core.notices import NoticeKind, notice_send
from backend.ledger.kinds import OwnerKind

from . import events, notices, services
from .models import Invoice, Payment, Payout, Refund
from .selectors import people_of


def payment_set_up(event: events.PaymentStarted, event_id: int) -> None:
    """The gateway is asked, where the page has not done it already."""
    services.payment_open(payment_id=event.payment_id)


def webhook_follow(event: events.WebhookReceived, event_id: int) -> None:
    """What a provider told is looked into."""
    services.webhook_handle(webhook_id=event.webhook_id)


def payouts_follow(event: events.PaymentSettled | events.PaymentDisputeWon, event_id: int) -> None:
    """Shares are passed on to those who have an account."""
    services.payouts_ask(payment_id=event.payment_id)


def payouts_resume(event: events.ProviderAccountReady, event_id: int) -> None:
    """An organisation can be paid out: what waited for it goes."""
    services.payouts_ask(organisation_id=event.organisation_id)


def refund_follow(event: events.RefundAsked, event_id: int) -> None:
    """The provider is asked to send money back; of a bank transfer the payer is told to look."""
    refund = Refund.objects.select_related("payment").get(pk=event.refund_id)
    if refund.state == Refund.State.DUE:
        payment = refund.payment
        _tell(notices.REFUND_DUE, people_of(payment.payer_id), payment.pk, event_id)
        return
    services.refund_ask(refund_id=event.refund_id)


def payouts_call_back(
    event: events.PaymentRefunded | events.PaymentDisputeLost | events.PayoutSent, event_id: int
) -> None:
    """What was passed on and went back to the payer is called back."""
    rows = Payout.objects.filter(share__payment=event.payment_id, to_reverse__gt=0)
    for payout_id in rows.order_by("pk").values_list("pk", flat=True):
        services.payout_reverse(payout_id=payout_id)


def invoices_follow(
    event: events.PaymentRefunded | events.PaymentDisputeLost, event_id: int
) -> None:
    """What was issued over it has to be taken back."""
    services.invoices_redden(payment_id=event.payment_id)


def payment_declared_notify(event: events.PaymentDeclared, event_id: int) -> None:
    """The payee looks at the bank account."""
    _tell(notices.DECLARED, people_of(_payment(event).payee_id), event.payment_id, event_id)


def payment_denied_notify(event: events.PaymentDenied, event_id: int) -> None:
    """The payer looks at the transfer."""
    _tell(notices.DENIED, people_of(_payment(event).payer_id), event.payment_id, event_id)


def payment_settled_notify(event: events.PaymentSettled, event_id: int) -> None:
    """Both sides, and those who get a share."""
    _tell(notices.SETTLED, _both(_payment(event)), event.payment_id, event_id)
    due = Payout.objects.filter(share__payment=event.payment_id, state=Payout.State.DUE)
    for payout in due.select_related("share"):
        _tell(notices.PAYOUT_DUE, _receivers(payout), payout.pk, event_id)


def payment_failed_notify(event: events.PaymentFailed, event_id: int) -> None:
    """The payer tries again; the payee hears too of money that arrived and goes back."""
    payment = _payment(event)
    people = _both(payment) if payment.received else people_of(payment.payer_id)
    payload = {"failure": event.failure}
    _tell(notices.FAILED, people, event.payment_id, event_id, payload)


def payment_refunded_notify(event: events.PaymentRefunded, event_id: int) -> None:
    """Both sides."""
    _tell(notices.REFUNDED, _both(_payment(event)), event.payment_id, event_id)


def refund_failed_notify(event: events.RefundFailed, event_id: int) -> None:
    """The payee asks for it again."""
    payment = Payment.objects.get(pk=event.payment_id)
    _tell(notices.REFUND_FAILED, people_of(payment.payee_id), payment.pk, event_id)


def payment_disputed_notify(event: events.PaymentDisputed, event_id: int) -> None:
    """The payee proves what was delivered."""
    _tell(notices.DISPUTED, people_of(_payment(event).payee_id), event.payment_id, event_id)


def dispute_decided_notify(
    event: events.PaymentDisputeWon | events.PaymentDisputeLost, event_id: int
) -> None:
    """Both sides."""
    won = isinstance(event, events.PaymentDisputeWon)
    people = _both(_payment(event))
    _tell(notices.DISPUTE_DECIDED, people, event.payment_id, event_id, {"won": won})


def payout_sent_notify(event: events.PayoutSent, event_id: int) -> None:
    """Whom the share belongs to, where a provider sent it."""
    payout = Payout.objects.select_related("share").get(pk=event.payout_id)
    if payout.provider_id:
        _tell(notices.PAYOUT_SENT, _receivers(payout), payout.pk, event_id)


def payout_refused_notify(event: events.PayoutRefused, event_id: int) -> None:
    """Whom the share belongs to, and the operators."""
    payout = Payout.objects.select_related("share").get(pk=event.payout_id)
    _tell(notices.PAYOUT_REFUSED, _receivers(payout) | _operators(), payout.pk, event_id)


def invoice_notify(
    event: (
        events.InvoiceRequested
        | events.InvoiceIssued
        | events.InvoiceReturned
        | events.InvoiceRedDue
        | events.InvoiceRedIssued
    ),
    event_id: int,
) -> None:
    """Whoever has to do something next, or waited for it."""
    payment = Invoice.objects.select_related("payment").get(pk=event.invoice_id).payment
    kind, side = {
        events.InvoiceRequested: (notices.INVOICE_REQUESTED, payment.payee_id),
        events.InvoiceIssued: (notices.INVOICE_ISSUED, payment.payer_id),
        events.InvoiceReturned: (notices.INVOICE_RETURNED, payment.payee_id),
        events.InvoiceRedDue: (notices.INVOICE_RED_DUE, payment.payee_id),
        events.InvoiceRedIssued: (notices.INVOICE_ISSUED, payment.payer_id),
    }[type(event)]
    _tell(kind, people_of(side), event.invoice_id, event_id)


def difference_notify(event: events.DifferenceFound, event_id: int) -> None:
    """Operators look."""
    _tell(notices.DIFFERENCE_FOUND, _operators(), event.difference_id, event_id)


def _payment(event: events._OfPayment) -> Payment:
    return Payment.objects.get(pk=event.payment_id)


def _both(payment: Payment) -> set[int]:
    return people_of(payment.payer_id) | people_of(payment.payee_id)


def _receivers(payout: Payout) -> set[int]:
    share = payout.share
    if share.owner_kind == OwnerKind.USER:
        return {share.owner_id}
    return people_of(share.owner_id) if share.owner_kind == OwnerKind.ORGANISATION else set()


def _operators() -> set[int]:
    return set(memberships_with_duty(Duty.OPERATOR).values_list("user_id", flat=True))


def _tell(
    kind: NoticeKind,
    people: Iterable[int],
    about: int,
    event_id: int,
    payload: Mapping[str, object] | None = None,
) -> None:
    notice_send(
        kind,
        readers=actors_of(people),
        about=about,
        payload=payload,
        key=f"event:{event_id}:{about}",
    )
