"""A payer's bank takes a payment back: the money is held at the payee's cost until it is decided."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from backend.core.lifecycles import advance
from backend.ledger.kinds import EntryKind, OwnerKind, Purpose
from backend.ledger.models import Account
from backend.ledger.services import account_for, journal_post
from backend.ledger.values import PLATFORM, Leg, Owner
from backend.payments.gateways import provider_named
from backend.payments.gateways.protocol import DisputeThere
from backend.payments.lifecycle import PAYMENT, payment_locked
from backend.payments.models import Dispute, Payment

from .returning import legs_back, shares_lessen
from .settling import account_owed


def dispute_refresh(*, gateway: str, dispute_id: str) -> Payment | None:
    """Look how a dispute stands at the provider, and follow it; its payment, None where it is unknown.

    Raises Unavailable, UnknownThere.
    """
    there = provider_named(gateway).dispute_read(dispute_id)
    found = Payment.objects.filter(method=gateway, intent_id=there.intent_id).first()
    if found is None or not there.intent_id:
        return None
    with transaction.atomic():
        payment = payment_locked(found.pk)
        if payment.settled_at is not None:
            _follow(payment, there)
    return payment


def _follow(payment: Payment, there: DisputeThere) -> None:
    dispute = Dispute.objects.select_for_update().filter(provider_id=there.id).first()
    if dispute is None:
        if payment.state != Payment.State.SETTLED:
            return
        dispute = _opened(payment, there)
    dispute.due_by = there.due_by
    if dispute.state == Dispute.State.OPEN and there.state != "open":
        dispute.state = there.state
        dispute.decided_at = timezone.now()
        decided = _won if there.state == "won" else _lost
        decided(payment, dispute)
    dispute.save()


def _opened(payment: Payment, there: DisputeThere) -> Dispute:
    amount = min(there.amount, payment.standing)
    dispute = Dispute.objects.create(
        payment=payment, provider_id=there.id, amount=amount, reason=there.reason[:60]
    )
    payee = account_owed(payment, Owner(OwnerKind.ORGANISATION, payment.payee_id))
    legs = [Leg(payee, -amount), Leg(_held(payment), amount)]
    if there.fee:
        kept = account_for(
            owner=PLATFORM,
            purpose=Purpose.PROVIDER_FEES,
            currency=payment.currency,
            detail=payment.method,
        )
        legs += [
            Leg(payee, -there.fee, EntryKind.DISPUTE_FEE),
            Leg(kept, there.fee, EntryKind.DISPUTE_FEE),
        ]
    _post(payment, dispute, "opened", legs)
    advance(PAYMENT, "dispute", payment, actor_id=None)
    return dispute


def _won(payment: Payment, dispute: Dispute) -> None:
    payee = account_owed(payment, Owner(OwnerKind.ORGANISATION, payment.payee_id))
    _post(
        payment,
        dispute,
        "won",
        [Leg(_held(payment), -dispute.amount), Leg(payee, dispute.amount)],
    )
    advance(PAYMENT, "dispute_win", payment, actor_id=None)


def _lost(payment: Payment, dispute: Dispute) -> None:
    """The payer has it; what was held at the payee's cost is borne by all shares."""
    payee = account_owed(payment, Owner(OwnerKind.ORGANISATION, payment.payee_id))
    legs = legs_back(payment, shares_lessen(payment, dispute.amount))
    legs += [Leg(_held(payment), -dispute.amount), Leg(payee, dispute.amount)]
    _post(payment, dispute, "lost", legs)
    act = "dispute_lose_part" if payment.standing else "dispute_lose"
    advance(PAYMENT, act, payment, actor_id=None)


def _post(payment: Payment, dispute: Dispute, step: str, legs: list[Leg]) -> None:
    journal_post(
        reference=f"dispute:{dispute.pk}:{step}",
        kind=EntryKind.DISPUTE,
        legs=legs,
        about=("payment", payment.pk),
        memo={"title": str(payment)},
        deal_id=payment.deal_id,
    )


def _held(payment: Payment) -> Account:
    return account_for(
        owner=PLATFORM,
        purpose=Purpose.DISPUTED,
        currency=payment.currency,
        detail=payment.method,
    )
