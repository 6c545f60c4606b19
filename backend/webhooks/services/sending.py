"""Messages are sent: each endpoint by itself, so that no other waits for one that does not answer."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import connections, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from backend.core.characters import legible
from backend.core.outbox import publish
from backend.core.outgoing import Answer, Refused, Unanswered, post
from backend.webhooks.events import EndpointDisabled, EndpointFailing
from backend.webhooks.models import Attempt, Endpoint, Message
from backend.webhooks.signing import signatures

log = structlog.get_logger()

# After each attempt that failed, seconds until the next: ten attempts in some 75 hours.
PAUSES = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
JITTER = 0.1  # so that what failed together does not come back together
LEASE = timedelta(minutes=2)  # longer than an attempt may take
GIVEN_UP = timedelta(days=5)  # of failures alone
TOLD = 5  # failures one after another, of which people are told once
GONE = 410
SLOWER = (429, 502, 503, 504)  # whose Retry-After is heard
LONGEST_PAUSE = 86_400

_pool: ThreadPoolExecutor | None = None
_starting = threading.Lock()


def messages_send() -> int:
    """Begin to send what is due, one message an endpoint at a time; returns how many were begun.

    Returns at once: threads of this process send, and go on with what is due for the same endpoint. With
    no threads configured everything due is sent before this returns.
    """
    begun = 0
    while found := _claim():
        begun += len(found)
        for pk in found:
            _start(pk)
        if settings.WEBHOOK_THREADS:
            break
    return begun


def _start(message_pk: int) -> None:
    global _pool
    if not settings.WEBHOOK_THREADS:
        _send(message_pk)
        return
    with _starting:
        if _pool is None:
            _pool = ThreadPoolExecutor(settings.WEBHOOK_THREADS, thread_name_prefix="webhook")
    _pool.submit(_in_thread, message_pk)


def threads_end() -> None:
    """Wait for what is on its way, and start anew with the next message."""
    global _pool
    with _starting:
        pool, _pool = _pool, None
    if pool is not None:
        pool.shutdown(wait=True)


def _in_thread(message_pk: int) -> None:
    try:
        _send(message_pk, connections.close_all)
        messages_send()
    except Exception:
        # Its lease ends, and it is sent again.
        log.exception("webhook_not_sent", message=message_pk)
    finally:
        connections.close_all()


def _claim(count: int = 100) -> list[int]:
    """The oldest due message of each active endpoint to which none is on its way."""
    now = timezone.now()
    on_its_way = Message.objects.filter(endpoint=OuterRef("endpoint"), claimed_until__gt=now)
    due = Message.objects.filter(
        ~Exists(on_its_way),
        state=Message.State.WAITING,
        due_at__lte=now,
        endpoint__disabled_at__isnull=True,
    ).order_by("due_at", "pk")
    first: dict[int, int] = {}
    for pk, endpoint_id in due.values_list("pk", "endpoint_id")[: count * 10]:
        first.setdefault(endpoint_id, pk)
    taken = []
    for endpoint_id, pk in list(first.items())[:count]:
        with transaction.atomic():
            # Whoever claims for an endpoint waits for whoever does already.
            Endpoint.objects.select_for_update().filter(pk=endpoint_id).first()
            if due.filter(pk=pk).update(claimed_until=now + LEASE):
                taken.append(pk)
    return taken


def _send(message_pk: int, before: Callable[[], None] = lambda: None) -> None:
    """One attempt: asked outside any transaction, written down in one.

    ``before`` is called when the message is read: whoever waits for a target holds no connection to
    the database that others need.
    """
    message = Message.objects.select_related("endpoint").get(pk=message_pk)
    before()
    began = time.monotonic()
    answer: Answer | None = None
    try:
        answer = post(
            message.endpoint.url,
            message.body.encode(),
            _headers(message, timezone.now()),
            seconds=settings.WEBHOOK_SECONDS,
        )
        said = answer.text
    except Refused as refused:
        said = f"not asked: {refused}"
    except Unanswered as error:
        said = str(error)
    _write(message_pk, answer, said, int((time.monotonic() - began) * 1000))


def _headers(message: Message, now: datetime) -> dict[str, str]:
    endpoint, timestamp = message.endpoint, int(now.timestamp())
    secrets = [endpoint.secret]
    if endpoint.old_secret and endpoint.old_secret_until and endpoint.old_secret_until > now:
        secrets.append(endpoint.old_secret)
    return {
        "content-type": "application/json",
        "user-agent": "Tiqiao-Webhooks/1",
        "webhook-id": message.message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signatures(secrets, message.message_id, timestamp, message.body),
    }


def _write(message_pk: int, answer: Answer | None, said: str, milliseconds: int) -> None:
    now = timezone.now()
    with transaction.atomic():
        endpoint_id = Message.objects.values_list("endpoint_id", flat=True).get(pk=message_pk)
        endpoint = Endpoint.objects.select_for_update().get(pk=endpoint_id)
        message = Message.objects.select_for_update().get(pk=message_pk)
        Attempt.objects.create(
            message=message,
            by_hand=message.by_hand,
            status=answer.status if answer else None,
            said=legible(said)[:500],
            milliseconds=milliseconds,
        )
        message.claimed_until = None
        if answer is not None and 200 <= answer.status < 300:
            message.state, message.due_at = Message.State.DELIVERED, None
            endpoint.failing_since, endpoint.failures = None, 0
        else:
            _failed(endpoint, message, answer, now)
        message.by_hand = False
        message.save()
        endpoint.save()


def _failed(endpoint: Endpoint, message: Message, answer: Answer | None, now: datetime) -> None:
    if not message.by_hand:
        message.attempts += 1
    if message.attempts > len(PAUSES) or (message.by_hand and message.attempts == 0):
        message.state, message.due_at = Message.State.FAILED, None
    else:
        message.due_at = now + _pause(max(message.attempts, 1), answer)
    endpoint.failures += 1
    endpoint.failing_since = endpoint.failing_since or now
    if endpoint.failures == TOLD:
        publish(EndpointFailing(endpoint_id=endpoint.pk), actor_id=None)
    gone = answer is not None and answer.status == GONE
    if endpoint.active and (gone or now - endpoint.failing_since >= GIVEN_UP):
        endpoint.disabled_at = now
        endpoint.disabled_why = Endpoint.Why.GONE if gone else Endpoint.Why.FAILING
        publish(EndpointDisabled(endpoint_id=endpoint.pk), actor_id=None)


def _pause(attempts: int, answer: Answer | None) -> timedelta:
    """Until the next attempt; what asks for more time has it."""
    apart = random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311  # no secret
    seconds = PAUSES[attempts - 1] * apart
    if answer is not None and answer.status in SLOWER:
        asked = answer.headers.get("retry-after", "")
        if asked.isascii() and asked.isdecimal():
            seconds = max(seconds, min(int(asked[:6]), LONGEST_PAUSE))
    return timedelta(seconds=seconds)
