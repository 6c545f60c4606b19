"""A breach on record, and a draw that is announced."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from backend.accounts.models import User
from backend.integrity.models import Draw, Sanction
from backend.integrity.services import draw_announce, sanction_record
from backend.integrity.values import DrawValues, SanctionValues
from tests.backend.pools.pooled import officer
from tests.factories import Market, actor

TODAY = timezone.localdate()
ITEMS = "\n".join(f"项目{n}|单位{n % 3}" for n in range(8))
INSPECTORS = "\n".join(f"专家{n}|单位{n}" for n in range(5))


def breach(**changes: Any) -> SanctionValues:
    """Of whom is for the caller to say."""
    given: dict[str, Any] = {
        "ground": "伪造检测报告", "blocks": ("calls", "reviews", "support"), "starts_on": TODAY,
        "ends_on": TODAY + timedelta(days=90),
    }  # fmt: skip
    return SanctionValues(**given | changes)


def of_buyer(market: Market, by: User | None = None) -> Sanction:
    """The buyer's firm is barred."""
    values = breach(organisation_id=market.enterprise.pk)
    return sanction_record(actor=actor(by or officer()), values=values)


def lists(**changes: Any) -> DrawValues:
    """Eight items, five inspectors."""
    given: dict[str, Any] = {
        "title": "年度检查", "items": ITEMS, "inspectors": INSPECTORS, "pick": 4, "each": 2,
        "source": "双色球", "value_on": TODAY + timedelta(days=1),
        "digits": 6,
    }  # fmt: skip
    return DrawValues(**given | changes)


def announced(market: Market, by: User | None = None) -> Draw:
    """Announced some days ago: its value may be known."""
    who = actor(by or officer())
    made = draw_announce(actor=who, unit_id=who.organisation_id or 0, values=lists())
    Draw.objects.filter(pk=made.pk).update(value_on=TODAY)
    return Draw.objects.get(pk=made.pk)
