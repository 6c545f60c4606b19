"""What runs by the clock."""

from __future__ import annotations

from django.utils import timezone

from .services import figures_summarise


def insights_summarise() -> int:
    """Summarise the figures of today."""
    return figures_summarise(day=timezone.localdate())
