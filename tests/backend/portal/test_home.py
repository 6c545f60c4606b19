"""The start page: what is wanted and offered now, figures from tables, sign-ins in demo mode only."""

from __future__ import annotations

import pytest
from django.test import override_settings

from backend.catalog.kinds import KINDS
from backend.core.places import navigation_for
from backend.portal.demo.people import PASSWORD
from backend.portal.selectors import market as selectors
from tests import factories
from tests.backend.contracts import records
from tests.backend.pairings import pairs
from tests.browsers import browser, text
from tests.factories import Market, actor


def test_an_empty_market_still_leads_on(db: None) -> None:
    page = text(browser().get("/"))
    assert "No need is on the market yet" in page
    assert 'href="/posting/new/"' in page


def test_newest_needs_carry_their_pairings(market: Market) -> None:
    pairing = pairs.pairing(market)
    lonely = factories.need(market.buyer, title="无匹配的需求")
    (first, second) = selectors.newest_needs(actor(None))
    assert (first.pk, first.fits) == (lonely.pk, 0)
    assert (second.pk, second.fits) == (pairing.need_id, 1)
    page = text(browser().get("/"))
    assert "1 pairing" in page


def test_what_is_no_longer_offered_is_not_counted(market: Market) -> None:
    pairing = pairs.pairing(market)
    pairing.need_superseded = True
    pairing.save()
    (need,) = selectors.newest_needs(actor(None))
    assert need.fits == 0


def test_drafts_and_confidential_needs_are_not_shown_to_visitors(market: Market) -> None:
    factories.need(market.buyer, title="草稿需求", publish=False)
    factories.need(market.buyer, title="保密需求", disclosure="confidential")
    page = text(browser().get("/"))
    assert "草稿需求" not in page
    assert "保密需求" not in page
    assert "保密需求" in text(browser(market.stranger).get("/"))


def test_figures_count_recorded_contracts_alone(market: Market) -> None:
    contract = records.drafted(market)
    assert selectors.figures(actor(None)).contracts == 0
    records.confirm(market, contract)
    figures = selectors.figures(actor(None))
    assert (figures.needs, figures.achievements, figures.experts) == (0, 1, 0)
    assert (figures.contracts, figures.amount) == (1, contract.amount)
    assert "CN¥1.25M" in text(browser().get("/"))


@pytest.mark.parametrize("demo", [True, False])
def test_sign_ins_are_offered_in_demo_mode_only(db: None, demo: bool) -> None:
    with override_settings(DEMO=demo):
        page = text(browser().get("/"))
    assert (PASSWORD in page) is demo
    assert ("zhou.yiming@ninghai.example" in page) is demo


def test_a_title_of_markup_stays_text(market: Market) -> None:
    factories.need(market.buyer, title="<script>alert(1)</script> {{ 7|add:7 }} 需求")
    page = text(browser().get("/"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7|add:7 }}" in page


def test_the_navigation_is_of_the_reader(market: Market) -> None:
    def places(person: object | None) -> list[str]:
        return [place.name for place in navigation_for(actor(person))]  # type: ignore[arg-type]

    kinds = [kind.name for kind in KINDS.values() if kind.in_navigation]
    for_all = places(None)
    assert [name for name in for_all if name in KINDS] == kinds
    assert not {"desk", "deals", "contracts", "payments"} & set(for_all)
    newcomer = places(factories.user())
    assert newcomer[0] == "desk"
    assert set(for_all) <= set(newcomer)
    for person, first in ((market.buyer, "My needs"), (market.office, "My desk")):
        assert places(person)[:3] == ["desk", "deals", "contracts"]
        page = text(browser(person).get("/contracts/"))
        assert first in page
        header, folded = page.split('class="drop more-places"')[0:2]
        assert "Technology needs" in header
        assert "/payments/" not in header
        assert "/payments/" in folded.partition("</details>")[0]
