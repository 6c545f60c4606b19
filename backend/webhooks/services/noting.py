"""What happens is noted for the organisations concerned, and a message lies ready for each endpoint."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.core.errors import NotFound, WrongState
from backend.core.events import DomainEvent
from backend.webhooks.kinds import TEST, THING_OF
from backend.webhooks.models import Attempt, Endpoint, Message, Occurrence
from backend.webhooks.selectors import endpoint_of, reader_of

KEPT = timedelta(days=30)  # that occurrences and messages are kept


def occurrence_note(event: DomainEvent, event_id: int, occurred_at: datetime) -> int:
    """Note an event for each organisation that it concerns and that may know of it; returns for how
    many. Repeatable."""
    thing = THING_OF[event.name]
    noted = 0
    for organisation_id in sorted(thing.organisations(event)):
        reader = reader_of(organisation_id)
        if reader is None:
            continue
        try:
            page = thing.page(reader, event.subject_id)
        except NotFound:
            continue
        data = {"object": thing.name, "id": event.subject_id, "url": settings.PUBLIC_URL + page}
        noted += _note(organisation_id, event_id, event.name, _body(event.name, occurred_at, data))
    return noted


def _note(organisation_id: int, event_id: int, kind: str, body: str) -> bool:
    with transaction.atomic():
        # One after another: whoever asks what came after an id misses nothing.
        Organisation.objects.select_for_update().get(pk=organisation_id)
        _row, new = Occurrence.objects.get_or_create(
            organisation_id=organisation_id,
            event_id=event_id,
            defaults={"kind": kind, "body": body},
        )
        if not new:
            return False
        active = Endpoint.objects.filter(organisation=organisation_id, disabled_at__isnull=True)
        Message.objects.bulk_create(
            Message(
                endpoint=endpoint,
                event_id=event_id,
                kind=kind,
                body=body,
                due_at=timezone.now(),
            )
            for endpoint in active
            if not endpoint.kinds or kind in endpoint.kinds
        )
    return True


def _body(kind: str, occurred_at: datetime, data: dict[str, object]) -> str:
    """The bytes that are signed: the same at every attempt."""
    told = {"type": kind, "timestamp": occurred_at.isoformat(), "data": data}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def test_send(*, actor: Actor, endpoint_id: int) -> Message:
    """Tell an endpoint of a made-up event now, whatever its kinds. Raises NotFound, WrongState."""
    with transaction.atomic():
        endpoint = endpoint_of(actor, endpoint_id)
        if not endpoint.active:
            raise WrongState(_("Switch this webhook on first."))
        data: dict[str, object] = {"object": "webhook", "id": endpoint.pk, "url": endpoint.url}
        return Message.objects.create(
            endpoint=endpoint,
            kind=TEST,
            body=_body(TEST, timezone.now(), data),
            due_at=timezone.now(),
        )


def message_resend(*, actor: Actor, message_id: int) -> Message:
    """Tell it once more now, with the same id and bytes. Raises NotFound, WrongState."""
    with transaction.atomic():
        found = Message.objects.select_for_update(of=("self",)).filter(pk=message_id)
        message = found.select_related("endpoint").first()
        if message is None:
            raise NotFound(_("There is no such message, or you may not see it."))
        if not endpoint_of(actor, message.endpoint_id).active:
            raise WrongState(_("Switch this webhook on first."))
        message.state, message.by_hand = Message.State.WAITING, True
        message.due_at = timezone.now()
        message.save(update_fields=["state", "by_hand", "due_at", "updated_at"])
    return message


def occurrences_prune() -> int:
    """Delete what is old, but for messages that still wait; returns how many occurrences."""
    old = timezone.now() - KEPT
    Attempt.objects.filter(created_at__lt=old).exclude(
        message__state=Message.State.WAITING
    ).delete()
    Message.objects.filter(created_at__lt=old).exclude(state=Message.State.WAITING).delete()
    return Occurrence.objects.filter(created_at__lt=old).delete()[0]
