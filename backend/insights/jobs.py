"""What runs by the clock."""

from __future__ import annotations

from django.utils import timezone

from .services import cohorts_summarise, figures_summarise


def insights_summarise() -> int:
    """Summarise the figures of today."""
    today = timezone.localdate()
    return figures_summarise(day=today) + cohorts_summarise(day=today)
