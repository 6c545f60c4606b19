"""Shares on their way: passed on by the provider, or handed over by the payee and confirmed."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.core.lifecycles import advance, moving
from backend.ledger.kinds import EntryKind, OwnerKind, Purpose
from backend.ledger.models import Account
from backend.ledger.services import account_for, journal_post
from backend.ledger.values import Leg, Owner
from backend.payments.gateways import provider_named
from backend.payments.gateways.protocol import GatewayRefused
from backend.payments.lifecycle import PAYOUT, payment_locked
from backend.payments.models import Method, Payment, Payout, ProviderAccount, Share

from .settling import account_final, account_owed, at_bank, is_carried, is_payees

State = Payout.State


def payouts_ask(*, payment_id: int | None = None, organisation_id: int | None = None) -> int:
    """Pass on what waits and whose receiver has an account; of a payment, an organisation, or all.

    Returns how many were asked for. Raises Unavailable.
    """
    waiting = Payout.objects.filter(
        state__in=[State.WAITING, State.ASKED],
        share__owner_kind=OwnerKind.ORGANISATION,
        share__payment__state=Payment.State.SETTLED,
    )
    if payment_id is not None:
        waiting = waiting.filter(share__payment=payment_id)
    if organisation_id is not None:
        waiting = waiting.filter(share__owner_id=organisation_id)
    asked = 0
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)):
        asked += payout_ask(payout_id=pk)
    return asked


def payout_ask(*, payout_id: int) -> bool:
    """Ask the provider to pass a share on; whether there was an account to ask for. Safe to repeat.

    Raises Unavailable.
    """
    payout = Payout.objects.select_related("share__payment").get(pk=payout_id)
    payment = payout.share.payment
    account = ProviderAccount.objects.filter(
        organisation=payout.share.owner_id, gateway=payment.method, ready=True
    ).first()
    if account is None or not _asking(payment.pk, payout_id):
        return False
    payout.refresh_from_db()
    try:
        there = provider_named(payment.method).transfer_make(
            account.provider_id,
            payout.left,
            payout.currency,
            number=payment.number,
            charge_id=payment.charge_id,
            key=payout.key,
        )
    except GatewayRefused as refusal:
        with transaction.atomic():
            _payment, payout = _locked(payment.pk, payout_id)
            if payout.state == State.ASKED:
                payout.note = str(refusal)[:200]
                advance(PAYOUT, "refuse", payout, actor_id=None)
        return True
    with transaction.atomic():
        payment, payout = _locked(payment.pk, payout_id)
        if payout.state == State.ASKED:
            payout.provider_id, payout.note = there.id, ""
            payout.sent_at = timezone.now()
            advance(PAYOUT, "send", payout, actor_id=None)
            _book_sent(payment, payout, actor_id=None)
    return True


def payout_confirm(*, actor: Actor, payout_id: int, expected_revision: int | None = None) -> Payout:
    """The receiver has what the payee owed out of a bank transfer.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    with moving(
        PAYOUT, "confirm", payout_id, actor=actor, expected_revision=expected_revision
    ) as payout:
        payout.sent_at = timezone.now()
        _book_sent(payout.share.payment, payout, actor_id=actor.user_id)
    return payout


def payout_lessen(payout: Payout, part: Decimal) -> Decimal:
    """A locked payout need not reach so far any more; how much of the part it could bear.

    What was sent by a provider is called back by ``payout_reverse``.
    """
    part = min(part, payout.left - payout.to_reverse)
    if payout.state in {State.ASKED, State.SENT}:
        if payout.share.payment.method != Method.BANK:
            payout.to_reverse += part
            payout.save()
        return part
    payout.reversed += part
    if payout.left:
        payout.save()
    elif payout.state != State.REVERSED:
        advance(PAYOUT, "reverse", payout, actor_id=None)
    return part


def payout_reverse(*, payout_id: int) -> None:
    """Call back from the provider's account what a refund took; safe to repeat.

    What the provider has called back already is booked first. Raises Unavailable.
    """
    payout = Payout.objects.select_related("share__payment").get(pk=payout_id)
    if payout.state != State.SENT or not payout.to_reverse:
        return
    provider = provider_named(payout.share.payment.method)
    there = provider.transfer_read(payout.provider_id)
    done = there.reversed - payout.called_back
    if not done:
        try:
            there = provider.transfer_reverse(
                payout.provider_id, payout.to_reverse, key=f"{payout.key}-{there.reversed}"
            )
        except GatewayRefused as refusal:
            Payout.objects.filter(pk=payout_id).update(note=str(refusal)[:200])
            return
    with transaction.atomic():
        payment, payout = _locked(payout.share.payment_id, payout_id)
        done = there.reversed - payout.called_back
        if done > 0:
            _book_reversed(payment, payout, done)


def account_handed_on(payment: Payment, share: Share) -> Account:
    """What a payee who has a person's share in hand owes them."""
    owner = Owner(share.owner_kind, share.owner_id)
    return account_for(
        owner=owner, purpose=Purpose.PAYABLE, currency=payment.currency, detail=Method.BANK
    )


def _asking(payment_id: int, payout_id: int) -> bool:
    """Note that it is being asked for, before it is; whether it still is to be."""
    with transaction.atomic():
        payment, payout = _locked(payment_id, payout_id)
        if payout.state in {State.WAITING, State.FAILED}:
            if payment.state != Payment.State.SETTLED:
                return False
            advance(PAYOUT, "ask", payout, actor_id=None)
        return payout.state == State.ASKED


def _locked(payment_id: int, payout_id: int) -> tuple[Payment, Payout]:
    payment = payment_locked(payment_id)
    payout = Payout.objects.select_for_update(of=("self",)).select_related("share").get(
        pk=payout_id
    )  # fmt: skip
    payout.share.payment = payment
    return payment, payout


def _book_sent(payment: Payment, payout: Payout, *, actor_id: int | None) -> None:
    """From what was owed to where it belongs; people's shares from now on the payee owes."""
    share = payout.share
    owner = Owner(share.owner_kind, share.owner_id)
    carried = _carried(payment, share)
    handed_on = sum((each.amount - each.refunded for each in carried), Decimal(0))
    source = account_owed(payment, owner)
    if is_carried(payment, share):
        source = account_handed_on(payment, share)
    legs = [Leg(source, -payout.left)]
    if payout.left != handed_on:
        legs.append(Leg(account_final(payment, share), payout.left - handed_on))
    for each in carried:
        if each.amount != each.refunded:
            legs.append(Leg(account_handed_on(payment, each), each.amount - each.refunded))
        below = Payout.objects.select_for_update().get(share=each)
        if below.state == State.WAITING:
            advance(PAYOUT, "owe", below, actor_id=None)
    journal_post(
        reference=f"payout:{payout.pk}:sent",
        kind=EntryKind.PAYOUT,
        legs=legs,
        about=("payment", payment.pk),
        memo={"title": str(payment)},
        deal_id=payment.deal_id,
        actor_id=actor_id,
    )


def _carried(payment: Payment, share: Share) -> list[Share]:
    """The people's shares that go with this one: all with the payee's first."""
    if at_bank(payment) or not is_payees(payment, share):
        return []
    shares = list(payment.shares.order_by("pk"))
    first = next(each for each in shares if is_payees(payment, each))
    return [each for each in shares if is_carried(payment, each)] if first == share else []


def _book_reversed(payment: Payment, payout: Payout, amount: Decimal) -> None:
    owner = Owner(payout.share.owner_kind, payout.share.owner_id)
    journal_post(
        reference=f"payout:{payout.pk}:back:{payout.called_back + amount}",
        kind=EntryKind.REFUND,
        legs=[
            Leg(account_final(payment, payout.share), -amount),
            Leg(account_owed(payment, owner), amount),
        ],
        about=("payment", payment.pk),
        memo={"title": str(payment)},
        deal_id=payment.deal_id,
    )
    payout.called_back += amount
    payout.reversed += amount
    payout.to_reverse -= min(payout.to_reverse, amount)
    if payout.left:
        payout.save()
    else:
        advance(PAYOUT, "reverse", payout, actor_id=None)
