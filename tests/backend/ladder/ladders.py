"""Firms on a ladder, for tests."""

from __future__ import annotations

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
