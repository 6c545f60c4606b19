"""Money that goes back to the payer: asked of the provider, or transferred by the payee."""

from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core import money
from backend.core.lifecycles import advance, moving
from backend.core.outbox import publish
from backend.ledger.kinds import EntryKind, OwnerKind, Purpose
from backend.ledger.services import account_for, journal_post
from backend.ledger.values import Leg, Owner
from backend.payments.events import PaymentRefunded, RefundAsked
from backend.payments.gateways import provider_named
from backend.payments.gateways.protocol import GatewayRefused, RefundState, RefundThere
from backend.payments.lifecycle import PAYMENT, REFUND, facts_of, payment_locked
from backend.payments.models import Difference, Payment, Refund
from backend.payments.selectors import refund_readable_by

from .returning import legs_back, shares_lessen
from .settling import at_bank

CENT = Decimal("0.01")


def refund_start(
    *,
    actor: Actor,
    payment_id: int,
    amount: Decimal,
    reason: str,
    note: str = "",
    expected_revision: int | None = None,
) -> Payment:
    """Send an amount of a settled payment back, by the way that it came.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for ``amount``, ``reason``,
    ``note``.
    """
    with moving(
        PAYMENT,
        "refund",
        payment_id,
        actor=actor,
        expected_revision=expected_revision,
        reason=reason,
        note=note,
    ) as payment:
        left = payment.standing
        if not 0 < amount <= left or amount % CENT:
            words = _("At most %(left)s can go back.")
            told = money.exact(left, payment.currency)
            raise ValidationError({"amount": [words % {"left": told}]})
        refund = Refund.objects.create(
            payment=payment,
            amount=amount,
            currency=payment.currency,
            reason=reason,
            note=note.strip(),
            state=Refund.State.DUE if at_bank(payment) else Refund.State.ASKED,
            key=uuid4().hex,
            asked_by_id=actor.person,
        )
        publish(RefundAsked(payment_id=payment.pk, refund_id=refund.pk), actor_id=actor.user_id)
    return payment


def refund_ask(*, refund_id: int) -> None:
    """Ask the provider to send it back, or how that stands; safe to repeat. Raises Unavailable."""
    refund = Refund.objects.select_related("payment").get(pk=refund_id)
    if refund.state != Refund.State.ASKED:
        return
    payment = refund.payment
    provider = provider_named(payment.method)
    try:
        if refund.provider_id:
            there = provider.refund_read(refund.provider_id)
        else:
            there = provider.refund_make(
                payment.intent_id,
                refund.amount,
                refund.currency,
                number=payment.number,
                key=refund.key,
            )
    except GatewayRefused as refusal:
        there = RefundThere(
            id="", state=RefundState.FAILED, amount=refund.amount, error=str(refusal)
        )
    _take(refund, there)


def refund_confirm(*, actor: Actor, refund_id: int, expected_revision: int | None = None) -> Refund:
    """The payer has back what the payee transferred.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    found = refund_readable_by(actor, refund_id)
    with transaction.atomic():
        # A payment is locked before what hangs on it.
        payment = payment_locked(found.payment_id)
        with moving(
            REFUND, "confirm", refund_id, actor=actor, expected_revision=expected_revision
        ) as refund:
            _book(payment, refund, actor_id=actor.user_id)
    return refund


def _take(refund: Refund, there: RefundThere) -> None:
    with transaction.atomic():
        payment = payment_locked(refund.payment_id)
        refund = Refund.objects.select_for_update().get(pk=refund.pk)
        if refund.state != Refund.State.ASKED:
            return
        refund.provider_id = there.id or refund.provider_id
        if there.state == RefundState.DONE:
            advance(REFUND, "finish", refund, actor_id=None)
            _book(payment, refund, actor_id=None)
        elif there.state == RefundState.FAILED:
            refund.failure = there.error[:200]
            advance(REFUND, "fail", refund, actor_id=None)
        else:
            refund.save()


def _book(payment: Payment, refund: Refund, *, actor_id: int | None) -> None:
    """Book what is back with the payer; of a locked payment."""
    if payment.settled_at is None:
        legs = _never_settled(payment, refund)
        whole = True
    else:
        legs = legs_back(payment, shares_lessen(payment, refund.amount))
        whole = not payment.standing
        if whole and payment.state == Payment.State.SETTLED:
            advance(PAYMENT, "return", payment, actor_id=actor_id)
        else:
            payment.save()
    journal_post(
        reference=f"refund:{refund.pk}",
        kind=EntryKind.REFUND,
        legs=legs,
        about=("payment", payment.pk),
        memo={"title": str(payment)},
        deal_id=payment.deal_id,
        actor_id=actor_id,
    )
    refund.done_at = timezone.now()
    refund.save()
    facts = facts_of(payment)
    facts.pop("failure")
    publish(PaymentRefunded(**facts, refund_id=refund.pk, whole=whole), actor_id=actor_id)


def _never_settled(payment: Payment, refund: Refund) -> list[Leg]:
    """Money that was only held for the payer; with it the difference is gone."""
    payer = Owner(OwnerKind.ORGANISATION, payment.payer_id)
    held = account_for(
        owner=payer, purpose=Purpose.PAYABLE, currency=refund.currency, detail=payment.method
    )
    paid = account_for(owner=payer, purpose=Purpose.PAID, currency=refund.currency)
    Difference.objects.filter(
        payment=payment,
        kind__in=[Difference.Kind.MISMATCH, Difference.Kind.SURPLUS],
        resolved_at=None,
    ).update(resolved_at=timezone.now())
    return [Leg(held, -refund.amount), Leg(paid, refund.amount)]
