"""Reads of the audit trail and of deliveries."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from .models import Delivery, Event


def trail_of(subjects: Iterable[tuple[str, int]]) -> QuerySet[Event]:
    """What happened to these subjects, oldest first: pairs like ("contract", 5)."""
    wanted = Q(pk__in=[])
    for subject, pk in subjects:
        wanted |= Q(subject=subject, subject_id=pk)
    return Event.objects.filter(wanted).order_by("id")


def deliveries_dead() -> QuerySet[Delivery]:
    """Deliveries that used up their attempts and wait for an operator."""
    return Delivery.objects.filter(state=Delivery.State.DEAD).select_related("event").order_by("pk")
