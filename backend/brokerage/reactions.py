"""Who hears of brokers' work."""

from __future__ import annotations

from backend.accounts.duties import BINDING
from backend.accounts.selectors import actors_of, members_with_duty
from backend.core.notices import notice_send
from backend.payments.events import PaymentSettled
from backend.payments.models import Payment
from backend.payments.rules import PAY

from .earnings import KIND
from .events import CommissionAgreed, CommissionDeclined, CommissionProposed
from .models import Commission
from .notices import AGREED, DECLINED, DUE, PROPOSED
from .rules import needs_consent_of
from .selectors import commission_agreed


def _concerned(commission: Commission) -> set[int]:
    """Whoever binds the side that pays or an agency with a share."""
    found: set[int] = set()
    for organisation_id in needs_consent_of(commission):
        found.update(members_with_duty(organisation_id, *BINDING).values_list("pk", flat=True))
    return found


def _read(commission_id: int) -> Commission:
    return (
        Commission.objects.select_related("deal", "agency")
        .prefetch_related("shares", "consents")
        .get(pk=commission_id)
    )


def commission_proposed_notify(event: CommissionProposed, event_id: int) -> None:
    """Those whose word it needs are asked."""
    commission = _read(event.commission_id)
    people = _concerned(commission) - {commission.proposed_by_id}
    notice_send(PROPOSED, readers=actors_of(people), about=commission.pk, key=f"event:{event_id}")


def commission_agreed_notify(event: CommissionAgreed, event_id: int) -> None:
    """All who agreed read that it stands."""
    commission = _read(event.commission_id)
    people = _concerned(commission) | {commission.proposed_by_id}
    notice_send(AGREED, readers=actors_of(people), about=commission.pk, key=f"event:{event_id}")


def commission_declined_notify(event: CommissionDeclined, event_id: int) -> None:
    """The broker reads why."""
    commission = _read(event.commission_id)
    notice_send(
        DECLINED,
        readers=actors_of({commission.proposed_by_id}),
        about=commission.pk,
        key=f"event:{event_id}",
    )


def commission_due_notify(event: PaymentSettled, event_id: int) -> None:
    """A payment to the seller has settled: the buyer owes its broker a part."""
    payment = Payment.objects.get(pk=event.payment_id)
    if payment.deal_id is None or payment.payable_kind == KIND:
        return
    commission = commission_agreed(payment.deal_id, Commission.Payer.BUYER)
    if commission is None or payment.payer_id != commission.payer_id:
        return
    people = members_with_duty(commission.payer_id, *PAY.duties).values_list("pk", flat=True)
    notice_send(DUE, readers=actors_of(people), about=commission.pk, key=f"event:{event_id}:due")
