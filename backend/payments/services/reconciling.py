"""Comparing our books with the providers', each night and whenever an operator asks.

First everything open is looked at afresh, which heals what a crash or a lost message left. Then what the
provider took in the last weeks is laid beside our payments, and the ledger's sums beside our rows. What
does not agree is listed and stays open until it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import structlog
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from backend.core.errors import Unavailable
from backend.core.outbox import publish
from backend.ledger.kinds import EntryKind, Purpose
from backend.ledger.models import Entry
from backend.payments.events import DifferenceFound
from backend.payments.gateways import providers_offered
from backend.payments.gateways.protocol import ChargeThere, Provider, UnknownThere
from backend.payments.models import (
    Difference,
    Payment,
    Payout,
    ProviderAccount,
    Reconciliation,
    Refund,
    WebhookEvent,
)

from .accounts import account_refresh
from .paying import payment_refresh
from .payouts import payout_ask, payout_reverse
from .refunding import refund_ask

log = structlog.get_logger()

LOOKED_BACK = timedelta(days=35)
SETTLES_WITHIN = timedelta(hours=1)  # younger than this may still be on its way to us
Kind = Difference.Kind
# Found by comparison; the others are closed by what resolves them.
COMPARED = (
    Kind.MISSING_HERE, Kind.MISSING_THERE, Kind.AMOUNT, Kind.STATE, Kind.BALANCE, Kind.UNHANDLED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A difference before it is kept."""

    kind: str
    object_id: str
    ours: str
    theirs: str
    payment_id: int | None = None


def payments_reconcile() -> int:
    """Compare with every provider; returns how many differences are open. One that does not answer is
    compared the next time."""
    return sum(_reconcile(provider) for provider in providers_offered())


def _reconcile(provider: Provider) -> int:
    run = Reconciliation.objects.create(gateway=provider.name, started_at=timezone.now())
    try:
        _look_afresh(provider)
        since = timezone.now() - LOOKED_BACK
        charges = list(provider.charges_since(since))
        found = [*_compared(provider, charges), *_sums(provider), *_unhandled(provider)]
    except Unavailable as error:
        run.error = str(error.message)[:200]
    else:
        run.compared = len(charges)
        run.differences = _keep(provider, found)
    run.finished_at = timezone.now()
    run.save()
    return run.differences


def _look_afresh(provider: Provider) -> None:
    """Each for itself: one that cannot be read keeps no other from being."""
    own = {"method": provider.name}
    open_payments = Payment.objects.filter(**own, state__in=Payment.UNDER_WAY)
    closed = Payment.objects.filter(
        **own,
        state__in=[Payment.State.CANCELLED, Payment.State.FAILED],
        received=None,
        created_at__gte=timezone.now() - LOOKED_BACK,
    ).exclude(checkout_id="")
    for pk in _ids(open_payments) + _ids(closed):
        _each("payment", pk, lambda pk: payment_refresh(payment_id=pk))
    refunds = Refund.objects.filter(payment__method=provider.name, state=Refund.State.ASKED)
    for pk in _ids(refunds):
        _each("refund", pk, lambda pk: refund_ask(refund_id=pk))
    accounts = ProviderAccount.objects.filter(gateway=provider.name, ready=False)
    for account_id in accounts.exclude(provider_id="").values_list("provider_id", flat=True):
        _each(
            "account",
            account_id,
            lambda pk: account_refresh(gateway=provider.name, account_id=pk),
        )
    payouts = Payout.objects.filter(share__payment__method=provider.name)
    for pk in _ids(payouts.filter(state__in=[Payout.State.WAITING, Payout.State.ASKED])):
        _each("payout", pk, lambda pk: payout_ask(payout_id=pk))
    for pk in _ids(payouts.filter(state=Payout.State.SENT, to_reverse__gt=0)):
        _each("payout", pk, lambda pk: payout_reverse(payout_id=pk))


def _each(what: str, pk: object, look) -> None:  # type: ignore[no-untyped-def]
    try:
        look(pk)
    except UnknownThere:
        log.warning("unknown_at_provider", what=what, id=pk)


def _compared(provider: Provider, charges: list[ChargeThere]) -> Iterator[Found]:
    own = Payment.objects.filter(method=provider.name)
    by_number = {p.number: p for p in own.filter(number__in=[c.number for c in charges])}
    for charge in charges:
        payment = by_number.get(charge.number)
        theirs = f"{charge.amount} {charge.currency}"
        if payment is None or payment.received is None:
            yield Found(Kind.MISSING_HERE, charge.id, "", theirs, payment.pk if payment else None)
        elif (payment.received, payment.received_currency) != (charge.amount, charge.currency):
            ours = f"{payment.received} {payment.received_currency}"
            yield Found(Kind.AMOUNT, charge.id, ours, theirs, payment.pk)
        elif _returned_otherwise(payment, charge):
            yield Found(
                Kind.STATE,
                charge.id,
                f"↩ {payment.refunded} {payment.currency}",
                f"↩ {charge.refunded} {charge.currency}",
                payment.pk,
            )
    there = {charge.number for charge in charges}
    settled = own.filter(settled_at__gte=timezone.now() - LOOKED_BACK + timedelta(days=1))
    for payment in settled.exclude(number__in=there):
        ours = f"{payment.received} {payment.received_currency}"
        yield Found(Kind.MISSING_THERE, payment.number, ours, "", payment.pk)


def _returned_otherwise(payment: Payment, charge: ChargeThere) -> bool:
    """Whether other amounts went back; while a refund or dispute is under way both may differ."""
    if payment.settled_at is None or payment.refunded == charge.refunded:
        return False
    if payment.state == Payment.State.DISPUTED:
        return False
    return not payment.refunds.filter(state__in=Refund.OPEN).exists()


def _sums(provider: Provider) -> Iterator[Found]:
    """What the ledger says was paid in by settled payments, beside the payments themselves."""
    rows = Payment.objects.filter(method=provider.name).exclude(settled_at=None)
    paid = rows.values_list("currency").annotate(sum=Sum("amount")).order_by("currency")
    for currency, total in paid:
        entries = Entry.objects.filter(
            account__purpose=Purpose.PAID,
            account__currency=currency,
            kind=EntryKind.PAYMENT,
            journal__about="payment",
            journal__kind=EntryKind.SETTLEMENT,
            journal__about_id__in=rows.filter(currency=currency).values("pk"),
        )
        booked: Decimal = -(entries.aggregate(sum=Sum("amount"))["sum"] or Decimal(0))
        if booked != total:
            yield Found(
                Kind.BALANCE, f"{provider.name}:{currency}", f"{booked} {currency}",
                f"{total} {currency}",
            )  # fmt: skip


def _unhandled(provider: Provider) -> Iterator[Found]:
    waits = [WebhookEvent.State.RECEIVED, WebhookEvent.State.UNKNOWN]
    rows = WebhookEvent.objects.filter(
        gateway=provider.name,
        state__in=waits,
        created_at__lt=timezone.now() - SETTLES_WITHIN,
    )
    for event in rows:
        yield Found(Kind.UNHANDLED, event.event_id, event.get_state_display(), event.type)


def _keep(provider: Provider, found: list[Found]) -> int:
    """Keep what is new, note what is still there, close what is gone; how many are open."""
    now = timezone.now()
    for each in found:
        with transaction.atomic():
            row, new = Difference.objects.get_or_create(
                gateway=provider.name,
                kind=each.kind,
                object_id=each.object_id,
                resolved_at=None,
                defaults={
                    "payment_id": each.payment_id,
                    "ours": each.ours[:200],
                    "theirs": each.theirs[:200],
                    "seen_at": now,
                },
            )
            if new:
                publish(DifferenceFound(difference_id=row.pk), actor_id=None)
            else:
                row.ours, row.theirs, row.seen_at = each.ours[:200], each.theirs[:200], now
                row.save()
    still = Difference.objects.filter(gateway=provider.name, resolved_at=None)
    still.filter(kind__in=COMPARED, seen_at__lt=now).update(resolved_at=now)
    return still.count()


def _ids(rows) -> list[int]:  # type: ignore[no-untyped-def]
    return list(rows.order_by("pk").values_list("pk", flat=True))
