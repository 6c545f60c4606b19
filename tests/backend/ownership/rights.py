"""Rights of researchers and shares in what a result earns, for tests."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from backend.deals.models import Deal
from backend.ownership import services
from backend.ownership.models import Plan
from backend.ownership.values import GrantValues, PlanValues, ShareValues
from tests.factories import Market, actor

TODAY = timezone.localdate()
RIGHT = GrantValues(
    kind="long_term_use",
    share=None,
    inventors="李慕白、赵晓",
    starts_on=TODAY,
    ends_on=TODAY + timedelta(days=3650),
    reasons="自行转化",
)


def shares(market: Market, institution: str = "30", inventor: str = "70") -> PlanValues:
    return PlanValues(
        pricing="auction",
        price=None,
        currency="CNY",
        noticed_on=None,
        shares=(
            ShareValues(kind="institution", person_id=None, percent=Decimal(institution)),
            ShareValues(kind="inventor", person_id=market.researcher.pk, percent=Decimal(inventor)),
        ),
    )


def propose(market: Market, deal: Deal, values: PlanValues, revision: int | None = None) -> Plan:
    return services.plan_propose(
        actor=actor(market.office), deal_id=deal.pk, expected_revision=revision, values=values
    )
