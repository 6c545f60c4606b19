"""Deals with a broker in them, for tests."""

from __future__ import annotations

from decimal import Decimal

from backend.accounts.models import User
from backend.brokerage.models import Commission
from backend.brokerage.services import commission_propose
from backend.brokerage.values import CommissionValues
from backend.catalog.models import Listing
from backend.deals.models import Deal
from backend.deals.services import deals_brokers_follow
from tests import factories
from tests.backend.pairings import pairs
from tests.factories import Market, actor

RATE = CommissionValues(payer="seller", percent=Decimal("3.00"))


def deal(market: Market) -> Deal:
    """A deal that the market's broker accompanies for the need."""
    found = pairs.deal(market)
    assert found.need is not None
    accompany(found.need, market.buyer, market.broker)
    return Deal.objects.get(pk=found.pk)


def accompany(listing: Listing, owner: User, broker: User) -> None:
    """Name the broker of a listing, who comes into its deals."""
    factories.assign_broker(listing, owner, broker)
    deals_brokers_follow(listing_id=listing.pk)


def commission(market: Market, values: CommissionValues = RATE) -> Commission:
    """A commission that the market's broker proposed."""
    return commission_propose(actor=actor(market.broker), deal_id=deal(market).pk, values=values)


def of_buyer(market: Market) -> Commission:
    """One that the buyer would pay."""
    return commission(market, CommissionValues(payer="buyer", percent=Decimal(2)))
