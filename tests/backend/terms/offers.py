"""Rounds of terms for tests."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backend.accounts.models import User
from backend.deals.models import Deal
from backend.terms.models import Offer
from backend.terms.services import offer_make
from backend.terms.values import TermsValues
from tests.backend.pairings import pairs
from tests.factories import Market, actor

TERMS: dict[str, Any] = {
    "mode": "licence",
    "price_mode": "lump_sum",
    "price": Decimal("1200000.00"),
    "ownership": "seller",
    "exclusivity": "ordinary",
    "territory": "全国",
}


def make(by: User, deal: Deal, **changes: Any) -> Offer:
    """A round by somebody's side, which stands for a week."""
    return offer_make(
        actor=actor(by),
        deal_id=deal.pk,
        values=TermsValues(**TERMS | changes),
        answer_until=timezone.localdate() + timedelta(days=7),
    )


def offered(market: Market) -> Offer:
    """The buyer's first terms."""
    return make(market.buyer, pairs.deal(market))
