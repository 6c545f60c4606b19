"""Following the gateway: what its present state makes of a payment, and one journal for what settles.

What arrives goes from what the payer paid in to whom it belongs. At a provider the money is held by the
platform, so shares are owed (PAYABLE) until they are passed on; a bank transfer lies with the payee, who
owes others their shares.
"""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from backend.core.errors import NotFound
from backend.core.lifecycles import advance
from backend.core.outbox import publish
from backend.ledger.kinds import EntryKind, OwnerKind, Purpose
from backend.ledger.models import Account
from backend.ledger.services import account_for, journal_post
from backend.ledger.values import Leg, Owner
from backend.payments.events import DifferenceFound, RefundAsked
from backend.payments.gateways.protocol import Checkout, CheckoutState
from backend.payments.lifecycle import PAYMENT
from backend.payments.models import (
    Difference,
    Failure,
    Method,
    Payment,
    Payout,
    Refund,
    RefundReason,
    Share,
    ShareKind,
)
from backend.payments.payables import Payable, payable_kind
from backend.payments.selectors import payment_standing
from backend.payments.sharing import shares_of

ENTRY_KINDS: dict[str, str] = {
    ShareKind.PROVIDER_FEE: EntryKind.PROVIDER_FEE,
    ShareKind.PLATFORM_FEE: EntryKind.FEE,
    ShareKind.COMMISSION: EntryKind.COMMISSION,
    ShareKind.INVENTOR: EntryKind.SHARE,
}
_STILL = (CheckoutState.FAILED, CheckoutState.EXPIRED)


def checkout_apply(payment: Payment, checkout: Checkout) -> None:
    """Make a locked payment what its checkout is now; what it is already changes nothing."""
    known = (payment.checkout_id, payment.checkout_url, payment.intent_id, payment.last_error)
    payment.checkout_id = checkout.id
    payment.checkout_url = checkout.url or payment.checkout_url
    payment.intent_id = checkout.intent_id or payment.intent_id
    payment.charge_id = checkout.charge_id or payment.charge_id
    payment.last_error = checkout.error
    act = _act(payment, checkout)
    if act:
        advance(PAYMENT, act, payment, actor_id=None)
        if act == "settle":
            payment_book(payment, actor_id=None)
    elif known != (
        payment.checkout_id, payment.checkout_url, payment.intent_id, payment.last_error,
    ):  # fmt: skip
        payment.save()


def _act(payment: Payment, checkout: Checkout) -> str:
    """The act of the lifecycle that follows; none where nothing does."""
    if checkout.state == CheckoutState.PAID:
        return _paid(payment, checkout)
    if not payment.under_way:
        return ""
    if checkout.state in _STILL:
        expired = checkout.state == CheckoutState.EXPIRED
        payment.failure = Failure.EXPIRED if expired else Failure.DECLINED
        return "fail"
    if checkout.state == CheckoutState.PROCESSING and payment.state != Payment.State.PROCESSING:
        return "process"
    return "open" if payment.state == Payment.State.ASKED else ""


def _paid(payment: Payment, checkout: Checkout) -> str:
    if payment.settled_at is not None or payment.received is not None:
        return ""  # it is in the books
    received = checkout.received if checkout.received is not None else Decimal(0)
    payment.received, payment.fee = received, checkout.fee or Decimal(0)
    payment.received_currency = checkout.currency
    if (received, checkout.currency) != (payment.amount, payment.currency):
        _send_back(payment, checkout, Failure.MISMATCH)
    elif not payment.under_way and not _still_owed(payment):
        _send_back(payment, checkout, Failure.SURPLUS)
    else:
        payment.failure = ""
        payment.settled_at = timezone.now()
        return "settle"
    return "fail" if payment.under_way else ""


def _still_owed(payment: Payment) -> bool:
    """Whether what a payment was begun for is still to be paid as it was: money of one that had ended
    may come late, when the thing is paid otherwise or was changed."""
    if payment_standing(payment.payable_kind, payment.payable_id) is not None:
        return False
    try:
        now = payable_kind(payment.payable_kind).lock(payment.payable_id)
    except (NotFound, ObjectDoesNotExist):
        return False
    as_begun = (payment.payer_id, payment.payee_id, payment.amount, payment.currency)
    return now.blocked is None and as_begun == (
        now.payer_id, now.payee_id, now.amount, now.currency,
    )  # fmt: skip


def _send_back(payment: Payment, checkout: Checkout, failure: Failure) -> None:
    """Money that is not what was asked for: it is the payer's, on record, and goes back at once."""
    payment.failure = failure
    payment.save()
    payer = Owner(OwnerKind.ORGANISATION, payment.payer_id)
    currency, received = checkout.currency, checkout.received or Decimal(0)
    kind = Difference.Kind.SURPLUS if failure == Failure.SURPLUS else Difference.Kind.MISMATCH
    difference, new = Difference.objects.get_or_create(
        gateway=payment.method,
        kind=kind,
        object_id=checkout.id,
        resolved_at=None,
        defaults={
            "payment": payment,
            "ours": f"{payment.amount} {payment.currency}",
            "theirs": f"{received} {currency}",
            "seen_at": timezone.now(),
        },
    )
    if new:
        publish(DifferenceFound(difference_id=difference.pk), actor_id=None)
    if not received:
        return
    held = account_for(
        owner=payer, purpose=Purpose.PAYABLE, currency=currency, detail=payment.method
    )
    paid = account_for(owner=payer, purpose=Purpose.PAID, currency=currency)
    journal_post(
        reference=f"payment:{payment.pk}:held",
        kind=EntryKind.PAYMENT,
        legs=[Leg(paid, -received), Leg(held, received)],
        about=("payment", payment.pk),
        memo={"title": str(payment)},
        deal_id=payment.deal_id,
    )
    refund = Refund.objects.create(
        payment=payment,
        amount=received,
        currency=currency,
        reason=RefundReason.DUPLICATE if failure == Failure.SURPLUS else RefundReason.OTHER,
        key=uuid4().hex,
    )
    publish(RefundAsked(payment_id=payment.pk, refund_id=refund.pk), actor_id=None)


def payment_book(payment: Payment, *, actor_id: int | None) -> None:
    """Share out a locked payment that has just settled, and book it: one journal."""
    lines = shares_of(_payable(payment), payment.fee or Decimal(0))
    shares = [
        Share.objects.create(
            payment=payment,
            owner_kind=line.owner.kind,
            owner_id=line.owner.id,
            purpose=line.purpose,
            kind=line.kind,
            why=line.why,
            amount=line.amount,
        )
        for line in lines
    ]
    if not any(is_payees(payment, share) for share in shares):
        shares.append(_nothing_for_payee(payment))
    payer = Owner(OwnerKind.ORGANISATION, payment.payer_id)
    paid = account_for(owner=payer, purpose=Purpose.PAID, currency=payment.currency)
    legs = [Leg(paid, -payment.amount, EntryKind.PAYMENT)]
    legs += [
        Leg(account_at_first(payment, share), share.amount, ENTRY_KINDS.get(share.kind, ""))
        for share in shares
        if share.amount
    ]
    journal_post(
        reference=f"payment:{payment.pk}:settled",
        kind=EntryKind.SETTLEMENT,
        legs=legs,
        about=("payment", payment.pk),
        memo={"title": str(payment)},
        deal_id=payment.deal_id,
        actor_id=actor_id,
    )
    _payouts(payment, shares)


def at_bank(payment: Payment) -> bool:
    """Whether the money lies with the payee instead of with a provider."""
    return payment.method == Method.BANK


def is_payees(payment: Payment, share: Share) -> bool:
    """Whether a share is the payee's own."""
    return (share.owner_kind, share.owner_id) == (OwnerKind.ORGANISATION, payment.payee_id)


def is_carried(payment: Payment, share: Share) -> bool:
    """Whether a person's share goes to the payee first, who hands it on: people have no account at a
    provider."""
    return share.owner_kind == OwnerKind.USER and not at_bank(payment)


def account_owed(payment: Payment, owner: Owner) -> Account:
    """What is owed to somebody out of the place where the payment's money lies."""
    return account_for(
        owner=owner, purpose=Purpose.PAYABLE, currency=payment.currency, detail=payment.method
    )


def account_final(payment: Payment, share: Share) -> Account:
    """Where a share is in the end."""
    detail = payment.method if share.owner_kind == OwnerKind.PLATFORM else ""
    return account_for(
        owner=Owner(share.owner_kind, share.owner_id),
        purpose=share.purpose,
        currency=payment.currency,
        detail=detail,
    )


def account_at_first(payment: Payment, share: Share) -> Account:
    """Where a share is when the payment settles."""
    held_by_platform = share.owner_kind == OwnerKind.PLATFORM and not at_bank(payment)
    if held_by_platform or (at_bank(payment) and is_payees(payment, share)):
        return account_final(payment, share)
    if is_carried(payment, share):
        return account_owed(payment, Owner(OwnerKind.ORGANISATION, payment.payee_id))
    return account_owed(payment, Owner(share.owner_kind, share.owner_id))


def _payouts(payment: Payment, shares: list[Share]) -> None:
    carried = [share for share in shares if is_carried(payment, share)]
    for share in shares:
        amount = share.amount
        own = is_payees(payment, share)
        if share.owner_kind == OwnerKind.PLATFORM and not at_bank(payment):
            continue
        if own and at_bank(payment):
            continue
        if own and carried:
            # What people get goes with the first share of the payee, who hands it on.
            amount += sum((each.amount for each in carried), Decimal(0))
            carried = []
        if not amount:
            continue
        Payout.objects.create(
            share=share,
            amount=amount,
            currency=payment.currency,
            state=Payout.State.DUE if at_bank(payment) else Payout.State.WAITING,
            key=uuid4().hex,
        )


def _nothing_for_payee(payment: Payment) -> Share:
    """The payee has a line of the settlement even where others get all."""
    return Share.objects.create(
        payment=payment,
        owner_kind=OwnerKind.ORGANISATION,
        owner_id=payment.payee_id,
        purpose=Purpose.REVENUE,
        kind=ShareKind.PAYEE,
        amount=Decimal(0),
    )


def _payable(payment: Payment) -> Payable:
    """What was paid, as it stood when the payment began."""
    return Payable(
        kind=payment.payable_kind,
        id=payment.payable_id,
        title=payment.title,
        payer_id=payment.payer_id,
        payee_id=payment.payee_id,
        amount=payment.amount,
        currency=payment.currency,
        deal_id=payment.deal_id,
    )
