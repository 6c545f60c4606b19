"""Reading the market and a listing: rights, tiers, next steps."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from backend.catalog.services import listing_withdraw
from backend.catalog.values import IndicatorValues
from backend.pairings.models import Pairing  # noqa: F401  (its tables belong to the page)
from tests import factories
from tests.factories import Market, actor

pytestmark = pytest.mark.both_databases

SECRET = {
    "background": "秘方：钛掺杂比例",
    "indicators": (
        IndicatorValues(name="隐秘指标", comparator=">=", value=Decimal("98765"), unit="MPa"),
    ),
    "budget_max": Decimal("7654321"),
}
HIDDEN = ("秘方", "隐秘指标", "98,765", "765.43")

Browser = Callable[..., Client]


def _page(client: Client, listing_id: int) -> str:
    response = client.get(reverse("listing", args=[listing_id]))
    assert response.status_code == 200
    return response.content.decode()


def test_a_public_listing_shows_everything(market: Market, browser_of: Browser) -> None:
    listing = factories.need(market.buyer, own_funds=Decimal(3_000_000), **SECRET)
    page = _page(browser_of(language="zh-hans"), listing.pk)
    assert all(text in page for text in (*HIDDEN, "自筹资金", "300万元"))


def test_a_visitor_reads_no_details_for_registered_users(
    market: Market, browser_of: Browser
) -> None:
    listing = factories.need(
        market.buyer, summary="要一种散热膜", disclosure="registered", **SECRET
    )
    page = _page(browser_of(language="zh-hans"), listing.pk)
    assert "要一种散热膜" in page
    assert not [text for text in HIDDEN if text in page]
    assert reverse("account_login") in page
    signed_in = _page(browser_of(market.stranger, language="zh-hans"), listing.pk)
    assert all(text in signed_in for text in HIDDEN)


def test_that_money_must_be_met_is_of_the_details(market: Market, browser_of: Browser) -> None:
    listing = factories.need(
        market.buyer,
        disclosure="confidential",
        region="130900",
        required_conditions=("region", "price", "indicators"),
        **SECRET,
    )
    assert _page(browser_of(market.buyer), listing.pk).count("Must be met") == 3
    assert _page(browser_of(market.stranger), listing.pk).count("Must be met") == 1


def test_only_partners_read_confidential_details(market: Market, browser_of: Browser) -> None:
    listing = factories.need(market.buyer, summary="摘要", disclosure="confidential", **SECRET)
    stranger = _page(browser_of(market.stranger, language="zh-hans"), listing.pk)
    assert "摘要" in stranger
    assert not [text for text in HIDDEN if text in stranger]
    assert browser_of().get(reverse("listing", args=[listing.pk])).status_code == 404
    owner = _page(browser_of(market.buyer, language="zh-hans"), listing.pk)
    assert all(text in owner for text in HIDDEN)


def test_lists_show_no_details_to_who_may_not_read_them(
    market: Market, browser_of: Browser
) -> None:
    factories.need(market.buyer, disclosure="registered", **SECRET)
    page = browser_of(language="zh-hans").get(reverse("listings", args=["need"])).content.decode()
    assert "散热膜" in page
    assert not [text for text in HIDDEN if text in page]


def test_a_draft_is_not_there_for_others(market: Market, browser_of: Browser) -> None:
    draft = factories.need(market.buyer, publish=False)
    address = reverse("listing", args=[draft.pk])
    assert browser_of(market.buyer).get(address).status_code == 200
    for other in (market.stranger, market.researcher, market.broker, None):
        assert browser_of(other).get(address).status_code == 404


def test_markup_in_texts_is_shown_and_not_run(market: Market, browser_of: Browser) -> None:
    listing = factories.need(market.buyer, background="<script>alert(1)</script> {{ 7*7 }}")
    page = _page(browser_of(), listing.pk)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }}" in page


def test_who_may_acts_and_others_are_offered_their_own_step(
    market: Market, browser_of: Browser
) -> None:
    listing = factories.need(market.buyer)
    owner = _page(browser_of(market.buyer), listing.pk)
    assert reverse("listing_edit", args=[listing.pk]) in owner
    assert reverse("listing_act", args=[listing.pk, "withdraw"]) in owner
    assert reverse("listing_broker", args=[listing.pk]) in owner
    researcher = _page(browser_of(market.researcher), listing.pk)
    assert reverse("listing_edit", args=[listing.pk]) not in researcher
    assert reverse("listing_act", args=[listing.pk, "withdraw"]) not in researcher
    assert reverse("listing_new", args=["achievement"]) in researcher
    operator = _page(browser_of(market.operator), listing.pk)
    assert reverse("listing_act", args=[listing.pk, "withdraw"]) in operator


def test_a_withdrawn_listing_can_be_published_again(market: Market, browser_of: Browser) -> None:
    listing = factories.need(market.buyer)
    listing_withdraw(actor=actor(market.buyer), listing_id=listing.pk)
    page = _page(browser_of(market.buyer), listing.pk)
    assert reverse("listing_act", args=[listing.pk, "publish"]) in page
    assert reverse("listing_edit", args=[listing.pk]) not in page


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"film", "valve"}),
        ("technology_field=new_materials", {"film"}),
        ("industry=C", {"film", "valve"}),
        ("industry=C39", {"film"}),
        ("region=130000", {"film"}),
        ("region=130900", {"film"}),
        ("region=130100", set()),
        ("technology_field=new_materials&region=440000", set()),
        ("page=999", {"film", "valve"}),
        ("page=x", {"film", "valve"}),
    ],
)
def test_the_market_narrows(
    market: Market, browser_of: Browser, query: str, titles: set[str]
) -> None:
    factories.need(
        market.buyer,
        title="film",
        technology_field="new_materials",
        industry="C39",
        region="130921",
    )
    factories.need(
        market.buyer, title="valve", technology_field="aerospace", industry="C34", region="440300"
    )
    factories.achievement(market.researcher, title="other kind")
    response = browser_of().get(reverse("listings") + f"?kind=need&{query}")
    assert {listing.title for listing in response.context["page"]} == titles


def test_a_wrong_filter_is_told_at_its_field_and_lists_nothing(
    market: Market, browser_of: Browser
) -> None:
    factories.need(market.buyer, title="寒武纪需求")
    response = browser_of().get(
        reverse("listings") + "?kind=need&technology_field=alchemy&region=1&trl=99"
    )
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"technology_field", "region", "trl"}
    assert "寒武纪需求" not in response.content.decode()


def test_an_unknown_kind_is_refused(db: None, browser_of: Browser) -> None:
    assert browser_of().get(reverse("listings") + "?kind=miracle").status_code == 404
    assert browser_of().get("/listings/miracle/").status_code == 404


def test_a_list_costs_the_same_however_long(
    market: Market, browser_of: Browser, django_assert_num_queries: Callable
) -> None:
    client = browser_of()
    for _n in range(3):
        factories.need(market.buyer)
    client.get(reverse("listings"))
    with django_assert_num_queries(2):
        client.get(reverse("listings"))
    for _n in range(9):
        factories.need(market.buyer)
    with django_assert_num_queries(2):
        client.get(reverse("listings"))
