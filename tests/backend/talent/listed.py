"""A claim of a profile that the office wrote, and a firm's wish."""

from __future__ import annotations

from backend.talent.models import Claim, Wish
from backend.talent.services import profile_claim, wish_make
from tests import factories
from tests.factories import Market, actor


def claim(market: Market) -> Claim:
    """A researcher claims the profile that the office wrote."""
    expert = factories.expert(market.office)
    return profile_claim(actor=actor(market.researcher), expert_id=expert.pk)


def wish(market: Market) -> Wish:
    """What the buyer's firm wants."""
    return wish_make(actor=actor(market.buyer), kind="talent", title="高温焊接工程师")
