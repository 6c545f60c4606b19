"""What a refusal must leave as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from backend.catalog.models import Listing
from backend.core.models import Event

Browser = Callable[..., Client]


NEW = "/listings/new/need/"


def state_of(listing: Listing) -> tuple[Any, ...]:
    """Everything a refusal must leave as it was, and how many events there are."""
    row = Listing.objects.values().get(pk=listing.pk)
    details = type(listing.details).objects.values().get(pk=listing.pk)
    rows = list(listing.indicators.order_by("position").values("name", "value", "unit"))
    return row, details, rows, Event.objects.count()
