"""Firms on a ladder, for tests."""

from __future__ import annotations

from django.utils import timezone

from backend.ladder.models import Standing
from backend.ladder.services import standing_select
from tests.factories import Market, actor


def selected(market: Market, grade: str = "high_tech") -> Standing:
    """The enterprise asked for a grade."""
    made = standing_select(
        actor=actor(market.buyer), firm_id=market.enterprise.pk, ladder_code="130900-2026",
        grade_code=grade,
    )  # fmt: skip
    return Standing.objects.get(pk=made.pk)


def dated(market: Market) -> Standing:
    """The same with a day of award, so that every state can be tried on it."""
    found = selected(market)
    found.awarded_on = timezone.localdate()
    found.save()
    return found
