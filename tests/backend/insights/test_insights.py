"""Figures of regions: counted by night, led back to their lists, withheld where they tell of one."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from backend.catalog.selectors import listings_narrowed, listings_on_market
from backend.core.errors import NotFound
from backend.insights.cohorts import cohorts_of
from backend.insights.glossary import REGIONAL
from backend.insights.jobs import insights_summarise
from backend.insights.models import Boundary, DailyFigure, MapSheet
from backend.insights.reading import outlines_of
from backend.insights.selectors import region_dashboard, region_looked_after, tiles_of
from backend.insights.suppression import withheld
from tests import factories
from tests.backend.county.rounds import YANSHAN, bureau, officer
from tests.backend.pairings import pairs
from tests.browsers import text
from tests.factories import Market, actor
from tests.refusals import refused


def test_one_and_two_are_withheld_with_what_would_give_them_away() -> None:
    counts = {"all": 14, "a": 2, "b": 5, "c": 7}
    assert withheld(counts, [("all", ["a", "b", "c"])]) == {"a", "b"}
    alone = {"all": 1, "a": 1, "b": 0}
    assert withheld(alone, [("all", ["a", "b"])]) == {"all", "a"}
    for ones in ({"all": 2, "a": 1, "b": 1}, {"all": 4, "a": 2, "b": 2}):
        assert "all" in withheld(ones, [("all", ["a", "b"])])  # it says that all are alike
    assert "all" not in withheld({"all": 12, "a": 1, "b": 2, "c": 9}, [("all", ["a", "b", "c"])])
    two = {"all": 8, "a": 1, "b": 7}
    assert withheld(two, [("all", ["a", "b"])]) == {"a", "b"}


def test_a_regions_small_count_is_not_told_by_those_beside_it() -> None:
    """The city's count and all counties' but one would tell that one's."""

    def need(region: str) -> tuple[str, list[datetime | None]]:
        at = datetime(2026, 5, 1, tzinfo=UTC)
        return region, [at, at, None, None, None]

    regions = ["130925"] * 2 + ["130926"] * 4 + ["130921"] * 6
    found = cohorts_of({n: need(region) for n, region in enumerate(regions)})
    assert found["130900", ""].counts[0] == 12
    assert found["130925", ""].counts[0] is None
    assert found["130926", ""].counts[0] is None
    assert found["130921", "2026 Q2"].counts == [6, 6, 0, 0, 0]
    assert found["130921", ""].days == [0, None, None, None]


def outline(code: str, east: float) -> dict[str, object]:
    """A square of a GeoJSON file."""
    ring = [[east, 38], [east + 1, 38], [east + 1, 39], [east, 39], [east, 38]]
    return shaped(ring, code)


def shaped(ring: list[list[float]], code: str = YANSHAN) -> dict[str, object]:
    return {"properties": {"adcode": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


BROKEN: list[dict[str, object]] = [
    shaped([[117, 38]] * 5),  # a point has no width to be drawn in
    shaped([[117, 38], [117, 39], [117, 38.5], [117, 38]]),
    shaped([[10**400, 38], [118, 38], [118, 39], [117, 39]]),
    {**outline(YANSHAN, 117), "properties": None},
]


def test_an_outline_is_kept_as_fine_as_it_is_drawn() -> None:
    fine = [[117 + n / 20_000, 38] for n in range(20_000)] + [[118, 39], [117, 39], [117, 38]]
    islet = [[118 + x / 10_000, 38 + y / 10_000] for x in range(40) for y in range(2)]
    features = [shaped(fine), shaped(islet)]
    kept, small = outlines_of(json.dumps({"features": features}).encode())[YANSHAN]
    assert 700 < len(kept) < 1_500
    assert max(p[0] for p in kept) == 118
    assert 4 <= len(small) <= 10


@pytest.mark.django_db
def test_boundaries_are_drawn_with_their_approval_number(client: Client, tmp_path: Path) -> None:
    DailyFigure.objects.create(day=timezone.localdate(), figure="needs", region="", value=1)
    file = tmp_path / "counties.json"

    def imported(*features: dict[str, object], approval: str = "冀S(2026)012号") -> None:
        file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        call_command("boundaries", str(file), approval=approval, stdout=StringIO())

    for wrong, why in (
        ((outline(YANSHAN, 117), outline("999999", 118)), "2"),
        ((outline(YANSHAN, 200),), "1"),
        ((), "GeoJSON"),
        *(((broken,), "1") for broken in BROKEN),
    ):
        with refused(CommandError, match=why):
            imported(*wrong)
    file.write_text("[" * 100_000)
    with refused(CommandError, match="GeoJSON"):
        call_command("boundaries", str(file), approval="冀S(2026)012号")
    with refused(CommandError, match="审图号|approval"):
        imported(outline(YANSHAN, 117), approval="none")
    client.force_login(officer(bureau()))
    assert "region-map" not in client.get("/insights/region/").content.decode()
    imported(outline(YANSHAN, 117), outline("130982", 116))
    imported(outline(YANSHAN, 117.5), approval="GS(2024)0650号")
    page = client.get("/insights/region/").content.decode()
    for told in ("冀S(2026)012号", "GS(2024)0650号", "<path", "?region=130925", "新华区"):
        assert told in page
    assert len(Boundary.objects.all()) == 2
    call_command("boundaries", drop=True, stdout=StringIO())
    assert not MapSheet.objects.exists()


@pytest.mark.django_db
def test_figures_are_counted_for_the_region_and_all_above_it(
    market: Market, client: Client
) -> None:
    pairs.deal(market)
    factories.need(market.buyer, region=YANSHAN)
    factories.need(market.buyer, region=YANSHAN, title="草稿", publish=False)
    today = timezone.localdate()
    DailyFigure.objects.create(
        day=today.replace(day=1) - timedelta(days=1),
        figure="needs", region="130900", value=Decimal(7),
    )  # fmt: skip
    assert insights_summarise() == insights_summarise()
    city = officer(bureau())
    found = region_dashboard(region_looked_after(actor(city)))
    told = {one.entry.code: one for one in found.figures}
    assert set(told) == {entry.code for entry in REGIONAL}
    listed = listings_narrowed(listings_on_market(actor(city), kind="need"), region="130900")
    assert told["needs"].before is not None
    assert (told["needs"].now.value, told["needs"].before.value) == (listed.count(), 7)
    client.force_login(city)
    for one in told.values():
        assert client.get(one.now.url).status_code == 200
    looked = region_looked_after(actor(city))
    tiles = {tile.region.code: tile for tile in tiles_of(looked, today, "needs")}
    assert (tiles[YANSHAN].chosen.value, tiles["130921"].chosen.value) == (1, 0)
    assert tiles["130921"].shade == 0
    funnel = next(chart for chart in found.charts if chart.code == "funnel")
    assert funnel.lines[0].cells[0].value is None  # two needs alone are nobody's statistics
    page = text(client.get("/insights/region/?region=130925&figure=needs"))
    assert 'data-chart="columns"' in page
    assert client.get("/insights/region.pdf").content[:5] == b"%PDF-"
    assert client.get("/insights/region/?region=110000").status_code == 404
    assert client.get("/insights/operator/").status_code == 404
    assert client.get("/insights/glossary/").status_code == 200
    with refused(NotFound):
        region_looked_after(actor(market.buyer))
