"""What heals the chain: each loss, once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from backend.core.models import Event
from backend.discovery.jobs import Repaired, listings_repair
from backend.discovery.models import Encoding, MatchRun
from backend.pairings.models import Pairing
from search_index import facade as search_index
from tests.backend.discovery.film import Drain, film_need, film_offer, recommended
from tests.factories import Market

pytestmark = pytest.mark.usefixtures("index")


def _lose_encodings() -> None:
    Encoding.objects.all().delete()


def _lose_index() -> None:
    search_index.clear()


def _lose_index_events() -> None:
    _lose_encodings()
    _lose_index()
    MatchRun.objects.all().delete()
    Pairing.objects.all().delete()
    Event.objects.exclude(name__in=["listing.drafted", "listing.published"]).delete()


def _lose_pairings() -> None:
    MatchRun.objects.all().delete()
    Pairing.objects.all().delete()


@pytest.mark.parametrize("lose", [_lose_encodings, _lose_index, _lose_index_events, _lose_pairings])
def test_the_repair_heals_each_loss_and_a_second_run_changes_nothing(
    market: Market, drain: Drain, lose: Callable[[], None]
) -> None:
    listing = film_need(market)
    film_offer(market)
    drain()
    lose()
    assert listings_repair(grace=timedelta(0)) != Repaired()
    drain()
    assert recommended(Pairing.objects.get(need=listing)) == {"need", "offer"}
    assert Encoding.objects.count() == 2
    assert all(row.visible for row in search_index.versions([listing.pk]))
    events = Event.objects.count()
    assert listings_repair(grace=timedelta(0)) == Repaired()
    assert drain() == 0
    assert Event.objects.count() == events


def test_an_empty_market_needs_no_repair(market: Market) -> None:
    assert listings_repair(grace=timedelta(0)) == Repaired()
