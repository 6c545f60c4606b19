"""Reads of payments, within what the reader may know."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from django.db.models import Min, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.duties import party_query
from backend.accounts.selectors import members_with_duty
from backend.core.errors import NotFound
from backend.ledger.kinds import OwnerKind

from .models import (
    BankAccount,
    BankStatement,
    Difference,
    Invoice,
    Payment,
    Payout,
    Refund,
    StatementLine,
    WebhookEvent,
)
from .rules import RECEIVE, RECONCILE

_PARTIES = ("payer", "payee")


def payments_readable_by(actor: Actor) -> QuerySet[Payment]:
    """Payments of the actor's organisations, newest first; operators all. The SQL of rules.may_read."""
    return (
        Payment.objects.filter(party_query(actor, organisations=_PARTIES))
        .select_related("payer", "payee", "started_by")
        .order_by("-pk")
    )


def payment_readable_by(actor: Actor, payment_id: int) -> Payment:
    """One payment. Raises NotFound, also where the actor may not know of it."""
    found = payments_readable_by(actor).filter(pk=payment_id).first()
    if found is None:
        raise NotFound(_("This payment does not exist, or you may not see it."))
    return found


def payment_standing(kind: str, payable_id: int) -> Payment | None:
    """The payment that pays a thing or has paid it; None while it can be paid, and changed."""
    return Payment.objects.filter(
        payable_kind=kind, payable_id=payable_id, state__in=Payment.STANDING
    ).first()


def payments_of(kind: str, payable_ids: Iterable[int]) -> dict[int, list[Payment]]:
    """All attempts by payable, oldest first; rights are the caller's."""
    found: dict[int, list[Payment]] = {}
    rows = Payment.objects.filter(payable_kind=kind, payable_id__in=list(payable_ids))
    for payment in rows.select_related("payer", "payee").order_by("pk"):
        found.setdefault(payment.payable_id, []).append(payment)
    return found


def payments_of_deal(deal_id: int) -> list[Payment]:
    """A deal's payments, oldest first; rights are the caller's."""
    rows = Payment.objects.filter(deal_id=deal_id).select_related("payer", "payee")
    return list(rows.order_by("pk"))


def refund_readable_by(actor: Actor, refund_id: int) -> Refund:
    """One refund. Raises NotFound."""
    sides = party_query(actor, organisations=[f"payment__{side}" for side in _PARTIES])
    found = Refund.objects.filter(sides, pk=refund_id).select_related("payment").first()
    if found is None:
        raise NotFound(_("This refund does not exist, or you may not see it."))
    return found


def invoices_readable_by(actor: Actor) -> QuerySet[Invoice]:
    """Invoices of the actor's organisations, newest first."""
    sides = party_query(actor, organisations=[f"payment__{side}" for side in _PARTIES])
    found = Invoice.objects.filter(sides).order_by("-pk")
    return found.select_related("payment__payer", "payment__payee", "requested_by")


def invoice_readable_by(actor: Actor, invoice_id: int) -> Invoice:
    """One invoice. Raises NotFound."""
    found = invoices_readable_by(actor).filter(pk=invoice_id).first()
    if found is None:
        raise NotFound(_("This invoice does not exist, or you may not see it."))
    return found


def payouts_readable_by(actor: Actor) -> QuerySet[Payout]:
    """Shares on their way: one's own, those of one's organisations, and those these owe."""
    found = Payout.objects.select_related("share__payment__payer", "share__payment__payee")
    if actor.operator:
        return found.order_by("-pk")
    own = Q(share__owner_kind=OwnerKind.ORGANISATION, share__owner_id__in=list(actor.duties))
    own |= Q(share__payment__payee__in=list(actor.duties))
    if actor.user_id is not None:
        own |= Q(share__owner_kind=OwnerKind.USER, share__owner_id=actor.user_id)
    return found.filter(own).order_by("-pk")


def payout_readable_by(actor: Actor, payout_id: int) -> Payout:
    """One payout. Raises NotFound."""
    found = payouts_readable_by(actor).filter(pk=payout_id).first()
    if found is None:
        raise NotFound(_("This payout does not exist, or you may not see it."))
    return found


def people_of(organisation_id: int) -> set[int]:
    """Those who are told of an organisation's payments: who may pay and confirm for it."""
    people = members_with_duty(organisation_id, *RECEIVE.duties)
    return set(people.values_list("pk", flat=True))


def bank_account_of(organisation_id: int, currency: str) -> BankAccount | None:
    """Where the organisation is paid; rights are the caller's."""
    return BankAccount.objects.filter(organisation_id=organisation_id, currency=currency).first()


def arrived_by_statement(payment: Payment) -> Decimal:
    """What the payee's bank statements show under this payment's reference."""
    lines = StatementLine.objects.filter(payment=payment).exclude(
        verdict=StatementLine.Verdict.CLOSED
    )
    found: Decimal | None = lines.aggregate(sum=Sum("amount"))["sum"]
    return found or Decimal(0)


def statements_of(actor: Actor) -> QuerySet[BankStatement]:
    """Statements of organisations for which the actor confirms receipts, newest first."""
    may = [pk for pk in actor.duties if RECEIVE.allows(actor, pk)]
    return BankStatement.objects.filter(organisation_id__in=may).order_by("-pk")


def payments_expected_by(actor: Actor, organisation_id: int) -> list[Payment]:
    """Bank transfers that the organisation's people may confirm now, what was declared first."""
    if not RECEIVE.allows(actor, organisation_id):
        return []
    rows = Payment.objects.filter(
        payee_id=organisation_id, method="bank", state__in=["open", "declared"]
    )
    return list(rows.select_related("payer", "payee").order_by("state", "pk"))


def differences_open(actor: Actor) -> QuerySet[Difference]:
    """What providers and our books do not agree on; operators alone."""
    found = Difference.objects.filter(resolved_at=None).select_related("payment").order_by("-pk")
    return found if RECONCILE.allows(actor, None) else found.none()


def webhooks_waiting_since() -> datetime | None:
    """When the oldest word of a provider came in that nothing was made of yet."""
    waiting = WebhookEvent.objects.filter(state=WebhookEvent.State.RECEIVED)
    found: datetime | None = waiting.aggregate(since=Min("created_at"))["since"]
    return found
