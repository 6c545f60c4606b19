"""What providers tell: checked, kept, and only then looked into.

A message is never believed but for what it is about: the object is read afresh at the provider, so that
order and repetition make no difference.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.core.errors import NotFound
from backend.core.outbox import publish
from backend.payments.events import WebhookReceived
from backend.payments.gateways import provider_named, providers_offered
from backend.payments.gateways.protocol import BadSignature, EventThere, UnknownThere
from backend.payments.models import Payment, Payout, Refund, WebhookEvent, WebhookRefusal

from .accounts import account_refresh
from .disputes import dispute_refresh
from .paying import payment_refresh
from .refunding import refund_ask

State = WebhookEvent.State


def webhook_take(*, gateway: str, body: bytes, signature: str) -> WebhookEvent:
    """Keep what a provider told, once, and have it handled after the commit.

    Raises NotFound for an unknown provider, BadSignature for what is not its word; that is counted.
    """
    if gateway not in {provider.name for provider in providers_offered()}:
        raise NotFound(_("There is no such payment provider here."))
    try:
        told = _read(gateway, body, signature)
    except BadSignature as refusal:
        _count(gateway, refusal.reason)
        raise
    return _keep(gateway, told)


def webhook_handle(*, webhook_id: int) -> str:
    """Look into what a kept message is about; the state that it has then. Safe to repeat.

    Raises Unavailable where the provider does not answer.
    """
    found = WebhookEvent.objects.get(pk=webhook_id)
    if found.state not in {State.RECEIVED, State.UNKNOWN}:
        return found.state
    state = _look(found)
    WebhookEvent.objects.filter(pk=webhook_id).update(state=state, handled_at=timezone.now())
    return state


def webhooks_replay(
    *, since: datetime, event_id: str = "", fetch: bool = False, all_states: bool = False
) -> int:
    """Have messages since then handled once more: those not handled, one by its id, or all; with
    ``fetch`` those too that never reached us. Returns how many. Raises Unavailable."""
    count = _fetched(since) if fetch else 0
    again = WebhookEvent.objects.filter(created_at__gte=since).exclude(state=State.OTHER_MODE)
    if event_id:
        again = again.filter(event_id=event_id)
    elif not all_states:
        again = again.filter(state__in=[State.RECEIVED, State.UNKNOWN])
    for pk in list(again.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            WebhookEvent.objects.filter(pk=pk).update(state=State.RECEIVED)
            publish(WebhookReceived(webhook_id=pk), actor_id=None)
        count += 1
    return count


def _read(gateway: str, body: bytes, signature: str) -> EventThere:
    try:
        return provider_named(gateway).event_read(body, signature)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        # Signed, and yet no message: nothing of it can be kept.
        raise BadSignature("unreadable") from error


def _keep(gateway: str, told: EventThere) -> WebhookEvent:
    provider = provider_named(gateway)
    with transaction.atomic():
        kept, new = WebhookEvent.objects.get_or_create(
            gateway=gateway,
            live=told.live,
            event_id=told.id[:255],
            defaults={
                "type": told.type[:80],
                "object_type": told.object_type[:40],
                "object_id": told.object_id[:255],
                "number": told.number[:40],
                "body": told.body,
                "state": State.RECEIVED if told.live == provider.live else State.OTHER_MODE,
            },
        )
        if not new:
            WebhookEvent.objects.filter(pk=kept.pk).update(times=F("times") + 1)
        elif kept.state == State.RECEIVED:
            publish(WebhookReceived(webhook_id=kept.pk), actor_id=None)
    return kept


def _fetched(since: datetime) -> int:
    count = 0
    for provider in providers_offered():
        for told in provider.events_missed(since):
            _keep(provider.name, told)
            count += 1
    return count


def _look(found: WebhookEvent) -> str:
    try:
        if found.object_type == "account":
            known: object = account_refresh(gateway=found.gateway, account_id=found.object_id)
        elif found.object_type == "dispute":
            known = dispute_refresh(gateway=found.gateway, dispute_id=found.object_id)
        elif found.object_type == "refund":
            known = _refund(found)
        elif found.object_type in {"checkout.session", "payment_intent", "charge"}:
            known = _payment(found)
        elif found.object_type == "transfer":
            known = Payout.objects.filter(provider_id=found.object_id).exists()
        else:
            return State.IRRELEVANT
    except UnknownThere:
        return State.UNKNOWN
    return State.HANDLED if known else State.UNKNOWN


def _payment(found: WebhookEvent) -> bool:
    """By the provider's name of it, or by our number where the answer was not written yet."""
    own = Payment.objects.filter(method=found.gateway)
    by_id = {
        "checkout.session": {"checkout_id": found.object_id},
        "payment_intent": {"intent_id": found.object_id},
        "charge": {"charge_id": found.object_id},
    }
    payment = own.filter(**by_id[found.object_type]).first()
    if payment is None and found.number:
        payment = own.filter(number=found.number).first()
    if payment is None:
        return False
    payment_refresh(payment_id=payment.pk)
    return True


def _refund(found: WebhookEvent) -> bool:
    refunds = Refund.objects.filter(payment__method=found.gateway)
    refund = refunds.filter(provider_id=found.object_id).first()
    if refund is None and found.number:
        refund = refunds.filter(payment__number=found.number, state=Refund.State.ASKED).first()
    if refund is None:
        return False
    refund_ask(refund_id=refund.pk)
    return True


def _count(gateway: str, reason: str) -> None:
    day = timezone.localdate()
    row, _new = WebhookRefusal.objects.get_or_create(gateway=gateway, day=day, reason=reason)
    WebhookRefusal.objects.filter(pk=row.pk).update(times=F("times") + 1)
