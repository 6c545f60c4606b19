"""Meetings for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from backend.deals.models import Meeting
from backend.deals.services import MeetingValues, meeting_plan
from tests.backend.pairings import pairs
from tests.factories import Market, actor


def values(**changes: object) -> MeetingValues:
    begins = timezone.now().replace(second=0, microsecond=0) + timedelta(days=2)
    found = MeetingValues(
        title="样品评审会",
        starts_at=begins,
        ends_at=begins + timedelta(hours=1),
        place="三号楼 402",
    )
    return replace(found, **changes)  # type: ignore[arg-type]


def planned(market: Market) -> Meeting:
    """A meeting that the buyer planned, to which all are asked."""
    deal = pairs.deal(market)
    return meeting_plan(actor=actor(market.buyer), deal_id=deal.pk, values=values())
