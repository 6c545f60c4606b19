"""The invariants of payments, for ``deals_check``."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Count, DecimalField, Q, Sum, Value
from django.db.models.functions import Coalesce

from backend.core.checks import check_register
from backend.ledger.kinds import EntryKind, Purpose
from backend.ledger.models import Entry, Journal

from .models import Payment, Payout, Share

_NOTHING = Value(Decimal(0), output_field=DecimalField(max_digits=15, decimal_places=2))


def shares_sum_to_the_payment() -> Iterable[str]:
    """The shares of a settled payment sum to its amount, what they gave back to its refunds; one that
    never settled has none."""
    rows = Payment.objects.annotate(
        shared=Coalesce(Sum("shares__amount"), _NOTHING),
        back=Coalesce(Sum("shares__refunded"), _NOTHING),
    )
    for payment in rows.order_by("pk").iterator():
        due = payment.amount if payment.settled_at else Decimal(0)
        if payment.shared != due or payment.back != payment.refunded:
            yield (
                f"payment {payment.pk}: shares {payment.shared} of {due}, "
                f"back {payment.back} of {payment.refunded}"
            )


def payments_are_booked_once() -> Iterable[str]:
    """A settled payment has one journal of its settlement, over its amount; no other has one."""
    journals = Journal.objects.filter(about="payment", kind=EntryKind.SETTLEMENT)
    booked = dict(journals.values_list("about_id").annotate(n=Count("pk")).order_by())
    paid = dict(
        Entry.objects.filter(
            journal__in=journals, account__purpose=Purpose.PAID, kind=EntryKind.PAYMENT
        )
        .values_list("journal__about_id")
        .annotate(total=Sum("amount"))
        .order_by()
    )
    for payment in Payment.objects.order_by("pk").iterator():
        wanted = 1 if payment.settled_at else 0
        if booked.get(payment.pk, 0) != wanted:
            yield f"payment {payment.pk}: {booked.get(payment.pk, 0)} settlements"
        elif wanted and paid.get(payment.pk) != -payment.amount:
            yield f"payment {payment.pk}: {paid.get(payment.pk)} booked of {payment.amount}"


def states_fit_the_money() -> Iterable[str]:
    """What is settled, disputed or paid back has settled once; paid back means all of it."""
    ended = [Payment.State.SETTLED, Payment.State.DISPUTED, Payment.State.REFUNDED]
    wrong = Payment.objects.filter(
        Q(state__in=ended, settled_at=None) | ~Q(state__in=ended) & ~Q(settled_at=None)
    )
    for payment in wrong.order_by("pk"):
        yield f"payment {payment.pk}: {payment.state}, settled {payment.settled_at}"
    for payment in Payment.objects.filter(state=Payment.State.REFUNDED).order_by("pk"):
        if payment.standing:
            yield f"payment {payment.pk}: paid back, and {payment.standing} stands"


def payouts_are_within_their_shares() -> Iterable[str]:
    """No payout sends more than it has, or calls back more than it sent."""
    for payout in Payout.objects.order_by("pk").iterator():
        if payout.left < 0 or payout.to_reverse > payout.left:
            yield f"payout {payout.pk}: {payout.amount} less {payout.reversed}"
    for share in Share.objects.filter(refunded__lt=0).order_by("pk"):
        yield f"share {share.pk}: {share.refunded} given back"


check_register("payments.shares_sum_to_the_payment", shares_sum_to_the_payment)
check_register("payments.payments_are_booked_once", payments_are_booked_once)
check_register("payments.states_fit_the_money", states_fit_the_money)
check_register("payments.payouts_are_within_their_shares", payouts_are_within_their_shares)
