"""What comparable deals tell of their terms."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from backend.accounts.models import User
from backend.deals.models import Deal
from backend.terms.comparables import Spread, comparables_for
from backend.terms.models import Offer
from tests import factories
from tests.backend.pairings import pairs
from tests.backend.terms import offers
from tests.factories import Market, actor


def _accepted_between_others(price: int, month: timedelta = timedelta(days=40)) -> None:
    """Terms accepted by two parties that have nothing to do with anybody else."""
    others = factories.market()
    wanted = pairs.need(others.buyer, technology_field="new_materials", trl=6)
    offered = pairs.achievement(others.researcher, technology_field="new_materials", trl=5)
    deal = Deal.objects.create(
        number=f"X-{others.enterprise.pk}",
        buyer=others.enterprise,
        seller=others.university,
        need=wanted,
        offer=offered,
        origin_kind="hand",
        title="x",
    )
    Offer.objects.create(
        deal=deal,
        round=1,
        by="buyer",
        organisation=others.enterprise,
        made_by=others.buyer,
        answered_by=others.office,
        answered_at=timezone.now() - month,
        expires_at=timezone.now(),
        state="accepted",
        **offers.TERMS | {"price": Decimal(price)},
    )


def test_comparable_deals_tell_a_spread_and_no_single_deal(market: Market) -> None:
    deal = pairs.deal(market)
    for listing in (deal.need, deal.offer):
        assert listing is not None
        type(listing).objects.filter(pk=listing.pk).update(technology_field="new_materials")
    deal = Deal.objects.select_related("need", "offer").get(pk=deal.pk)

    def price(who: User) -> Spread | None:
        found = comparables_for(actor(who), deal)
        assert found is not None
        return found.price

    for amount in (812_000, 1_234_000):
        _accepted_between_others(amount)
    assert price(market.buyer) is None
    _accepted_between_others(3_000_000, timedelta())  # of this month: not told yet
    assert price(market.buyer) is None
    _accepted_between_others(2_460_000)
    spread = price(market.buyer)
    assert spread == Spread(Decimal(1_000_000), Decimal(1_200_000), Decimal(1_800_000))
    party = Offer.objects.filter(price=812_000).get().made_by
    assert price(party) is None, "who knows one of three would learn of the other two"
