"""Events for tests, and the officer who holds them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from backend.accounts.models import Duty, Organisation, User
from backend.matchmaking.models import Gathering
from backend.matchmaking.services import gathering_draft, gathering_publish
from backend.matchmaking.values import GatheringValues
from tests import factories
from tests.factories import Market, actor


def values(**changes: Any) -> GatheringValues:
    begins = timezone.now() + timedelta(days=10)
    given = {
        "kind": "matching", "title": "渤西新材料成果对接会", "about": "散热材料专场",
        "region": "130900", "place": "沧州会展中心", "starts_at": begins,
        "ends_at": begins + timedelta(hours=3), "tables": 1, "capacity": 2,
    }  # fmt: skip
    return GatheringValues(**given | changes)


def officer() -> User:
    unit = factories.organisation(Organisation.Kind.GOVERNMENT, unit_kind="science")
    return factories.member(unit, Duty.REGIONAL_OFFICER, name="Officer")


def published(by: User, **changes: Any) -> Gathering:
    made = gathering_draft(actor=actor(by), values=values(**changes))
    return gathering_publish(actor=actor(by), gathering_id=made.pk)


def made(market: Market) -> Gathering:
    """An event of the university, as it is planned."""
    return gathering_draft(actor=actor(market.office), values=values())
