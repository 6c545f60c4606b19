"""Figures, the county index and plans over the API: what the pages show."""

from __future__ import annotations

import pytest
from django.urls import reverse

from backend.insights.jobs import insights_summarise
from tests import factories
from tests.backend.county import rounds
from tests.backend.county.rounds import bureau, officer
from tests.browsers import browser
from tests.factories import Market

pytestmark = pytest.mark.django_db


def test_figures_by_desk_and_what_they_mean(market: Market) -> None:
    factories.need(market.buyer, region="130900")
    insights_summarise()
    client = browser(officer(bureau()))
    found = client.get(reverse("api-dashboard", args=["region"])).json()
    needs = next(one for one in found["figures"] if one["code"] == "needs")
    assert (needs["now"]["value"], needs["before"]) == ("1.00", None)
    assert client.get(needs["now"]["url"]).status_code == 200
    assert client.get(reverse("api-dashboard", args=["office"])).status_code == 404
    assert (
        browser(market.stranger).get(reverse("api-dashboard", args=["region"])).status_code == 404
    )
    codes = {one["code"] for one in browser().get(reverse("api-figures-glossary")).json()}
    assert {one["code"] for one in found["figures"]} <= codes


def test_releases_are_read_once_published_and_plans_with_their_lights(market: Market) -> None:
    unit = bureau()
    first, second = officer(unit), officer(unit)
    round_ = rounds.filled(first)
    assert browser().get(reverse("api-county-release-list")).json()["results"] == []
    release = rounds.published(round_, first, second)
    listed = browser().get(reverse("api-county-release-list")).json()["results"]
    assert [row["sha256"] for row in listed] == [release.sha256]
    whole = browser().get(reverse("api-county-release-detail", args=[release.pk])).json()
    assert len(whole["counties"]) == 16
    county = whole["counties"][0]
    assert (county["rank"], len(county["parts"])) == (1, 21)
    assert county["class"] in "ABC"
    assert browser().get(reverse("api-region-plan-list")).json()["results"] == []
