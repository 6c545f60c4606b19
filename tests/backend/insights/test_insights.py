"""Figures of regions: counted by day, led back to their lists, withheld where they tell of one."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from backend.catalog.selectors import listings_narrowed, listings_on_market
from backend.core.errors import NotFound
from backend.insights.glossary import ENTRIES
from backend.insights.models import DailyFigure
from backend.insights.selectors import figures_told, funnel_of, region_looked_after, tiles_of
from backend.insights.services import figures_summarise
from backend.insights.suppression import sums_told, withheld
from tests import factories
from tests.backend.county.rounds import YANSHAN, bureau, officer
from tests.backend.pairings import pairs
from tests.factories import Market, actor
from tests.refusals import refused


def test_one_and_two_are_withheld_with_what_would_give_them_away() -> None:
    table = [[5, 2], [4, 3], [6, 7]]
    shown = withheld(table)
    assert shown == [[5, None], [4, None], [6, 7]]
    assert sums_told(table, shown) == [15, 12]
    alone = [[5, 1], [4, 0]]
    assert withheld(alone) == [[5, None], [4, 0]]
    assert sums_told(alone, withheld(alone)) == [9, None]
    for told in ([[1], [1], [5]], [[2], [2], [9]]):  # a sum would say that all are one, or all two
        assert sums_told(told, withheld(told)) == [None]
    assert sums_told([[1], [2], [9]], withheld([[1], [2], [9]])) == [12]


@pytest.mark.django_db
def test_figures_are_counted_for_the_region_and_all_above_it(
    market: Market, client: Client
) -> None:
    pairs.deal(market)
    factories.need(market.buyer, region=YANSHAN)
    factories.need(market.buyer, region=YANSHAN, title="草稿", publish=False)
    today = timezone.localdate()
    DailyFigure.objects.create(
        day=today - timedelta(days=30), figure="needs", region="130900", value=Decimal(7)
    )
    assert figures_summarise(day=today) == figures_summarise(day=today)
    city = officer(bureau())
    told = {one.entry.code: one for one in figures_told("130900", today)}
    assert set(told) == {entry.code for entry in ENTRIES}
    listed = listings_narrowed(listings_on_market(actor(city), kind="need"), region="130900")
    assert (told["needs"].value, told["needs"].before) == (listed.count(), 7)
    client.force_login(city)
    assert client.get(told["needs"].url).status_code == 200
    tiles = {tile.region.code: tile for tile in tiles_of("130900", today, "needs")}
    assert (tiles[YANSHAN].chosen, tiles["130921"].chosen, tiles["130921"].shade) == (1, 0, 0)
    funnel = funnel_of("")
    assert funnel.sums[0] is None  # two needs alone are nobody's statistics
    for url in ("/insights/", "/insights/?region=130925&figure=output_contract"):
        assert client.get(url).status_code == 200, url
    assert client.get("/insights/?region=110000").status_code == 404
    assert client.get("/insights/glossary/").status_code == 200
    with refused(NotFound):
        region_looked_after(actor(market.buyer))
