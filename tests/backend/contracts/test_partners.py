"""With whom an organisation has come to a contract, as matching counts it."""

from __future__ import annotations

from backend.catalog.selectors import listings_for_engines
from backend.contracts.selectors import partners_of
from backend.discovery.documents import listing_profiles
from tests import factories
from tests.backend.contracts import records
from tests.factories import Market


def test_only_recorded_contracts_make_partners(market: Market) -> None:
    buyer, seller = market.enterprise.pk, market.university.pk
    found = records.drafted(market)
    assert partners_of([buyer, seller]) == {buyer: frozenset(), seller: frozenset()}
    records.confirm(market, found)
    assert partners_of([buyer, seller, market.agency.pk]) == {
        buyer: {seller},
        seller: {buyer},
        market.agency.pk: frozenset(),
    }


def test_the_matcher_sees_the_partners_of_each_owner_and_the_day(market: Market) -> None:
    records.confirm(market, records.drafted(market))
    mine = factories.need(market.buyer)
    other = factories.need(market.stranger)
    profiles = listing_profiles(listings_for_engines([mine.pk, other.pk]), {})
    known = {profile.id: profile for profile in profiles}
    assert known[mine.pk].contracted_with == {str(market.university.pk)}
    assert known[other.pk].contracted_with == frozenset()
    assert known[mine.pk].dated is not None
