"""The demo's story lies in the past: what a step has just written is dated back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone

from backend.core.models import Event

Dated = tuple[QuerySet[Any], list[str]]  # rows, and their columns of times


@contextmanager
def happened(days_ago: int, *rows: Dated) -> Iterator[None]:
    """What the block does is dated back: its events, and of ``rows`` the columns that it set."""
    began = timezone.now()
    last = Event.objects.aggregate(last=Max("pk"))["last"] or 0
    yield
    then = timezone.now() - timedelta(days=days_ago)
    Event.objects.filter(pk__gt=last).update(occurred_at=then)
    for found, columns in rows:
        for column in columns:
            found.filter(**{f"{column}__gte": began}).update(**{column: then})
