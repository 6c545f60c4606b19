"""Keeping the outbox's tables small."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from .models import ArchivedEvent, Delivery, Event, KeptAnswer

BATCH = 500
KEYS_HOLD = timedelta(days=7)


def deliveries_prune() -> int:
    """Delete deliveries done more than DELIVERIES_KEEP_DAYS ago; 0 keeps all. Returns how many."""
    days = settings.DELIVERIES_KEEP_DAYS
    if not days:
        return 0
    old = Delivery.objects.filter(
        state=Delivery.State.DONE, finished_at__lt=timezone.now() - timedelta(days=days)
    )
    deleted = 0
    while ids := list(old.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        deleted += Delivery.objects.filter(pk__in=ids).delete()[0]
    return deleted


def events_archive() -> int:
    """Move events older than EVENTS_KEEP_DAYS to the archive; 0 leaves all. Returns how many.

    One that a reaction still has to answer stays, with its deliveries.
    """
    days = settings.EVENTS_KEEP_DAYS
    if not days:
        return 0
    undone = Delivery.objects.filter(event=OuterRef("pk")).exclude(state=Delivery.State.DONE)
    old = Event.objects.filter(
        ~Exists(undone), occurred_at__lt=timezone.now() - timedelta(days=days)
    ).order_by("pk")
    moved = 0
    while events := list(old[:BATCH]):
        with transaction.atomic():
            ArchivedEvent.objects.bulk_create(
                (ArchivedEvent(**_columns(event)) for event in events), ignore_conflicts=True
            )
            Event.objects.filter(pk__in=[event.pk for event in events]).delete()
        moved += len(events)
    return moved


def keys_forget() -> int:
    """Forget what was answered under Idempotency-Keys more than a week ago. Returns how many."""
    return KeptAnswer.objects.filter(created_at__lt=timezone.now() - KEYS_HOLD).delete()[0]


def _columns(event: Event) -> dict[str, object]:
    return {field.attname: getattr(event, field.attname) for field in Event._meta.concrete_fields}
