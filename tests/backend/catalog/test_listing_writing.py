"""Writing listings through pages: saved, published, refused, stale."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils.html import escape

from backend.catalog.models import Listing
from backend.catalog.values import IndicatorValues
from backend.core.models import Event
from tests import factories
from tests.backend.catalog.states import NEW, Browser
from tests.factories import Market


def test_a_need_is_created_published_and_read(
    market: Market, browser_of: Browser, need_form: dict[str, Any]
) -> None:
    client = browser_of(market.buyer)
    assert client.get(NEW).status_code == 200
    response = client.post(NEW, need_form | {"publish": "1"}, follow=True)
    listing = Listing.objects.get()
    assert response.redirect_chain == [(reverse("listing", args=[listing.pk]), 302)]
    assert (listing.status, listing.owner, listing.contact) == (
        "published",
        market.enterprise,
        market.buyer,
    )
    assert "面内导热系数" in response.content.decode()
    assert list(Event.objects.order_by("pk").values_list("name", flat=True)) == [
        "listing.drafted",
        "listing.published",
    ]


def test_an_expert_is_listed_and_edited_by_a_page_without_the_table(
    market: Market, browser_of: Browser
) -> None:
    """It sends no indicators, and those that came by the API stay."""
    sent = {"title": "李慕白 · 教授", "language": "zh", "disclosure": "public"}
    client = browser_of(market.researcher)
    assert client.post("/listings/new/expert/", sent | {"publish": "1"}).status_code == 302
    row = IndicatorValues(name="论文", comparator="=", value=Decimal(80), unit="篇")
    expert = factories.expert(market.researcher, indicators=(row,))
    address = reverse("listing_edit", args=[expert.pk])
    assert client.post(address, sent | {"revision": "1", "save": "1"}).status_code == 302
    expert.refresh_from_db()
    assert (expert.title, [kept.name for kept in expert.indicators.all()]) == (
        "李慕白 · 教授",
        ["论文"],
    )


def test_a_draft_stays_a_draft(
    market: Market, browser_of: Browser, need_form: dict[str, Any]
) -> None:
    browser_of(market.buyer).post(NEW, need_form | {"draft": "1"})
    assert Listing.objects.get().status == "draft"


def test_the_form_begins_with_what_is_likely(market: Market, browser_of: Browser) -> None:
    client = browser_of(market.buyer, language="zh-hans")
    form = client.get(NEW, {"title": "散热膜"}).context["form"]
    assert form.initial.pop("form_token")
    assert form.initial == {"title": "散热膜", "region": "130900", "language": "zh"}


def test_a_waiting_organisation_keeps_its_draft(
    db: None, browser_of: Browser, need_form: dict[str, Any]
) -> None:
    waiting = factories.organisation(verified_at=None)
    buyer = factories.member(waiting, factories.Duty.ENTERPRISE_MEMBER)
    page = browser_of(buyer).post(NEW, need_form | {"publish": "1"}, follow=True)
    assert Listing.objects.get().status == "draft"
    assert "waits for verification" in page.content.decode()


def test_a_refused_form_keeps_what_was_typed_and_writes_nothing(
    market: Market, browser_of: Browser, need_form: dict[str, Any]
) -> None:
    typed = need_form | {
        "title": "<b>散热膜</b>",
        "budget_max": "很多",
        "indicators-0-value": "1e400",
        "publish": "1",
    }
    response = browser_of(market.buyer).post(NEW, typed)
    assert response.status_code == 422
    page = response.content.decode()
    for kept in ("&lt;b&gt;散热膜&lt;/b&gt;", "很多", "1e400", "弯折区散热片三万次后断裂。"):
        assert kept in page
    assert "Write an amount" in page
    assert not Listing.objects.exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("title", ["<script>alert(1)</script>", "{{ 7*7 }} {% now %}", "a < b & c"])
def test_markup_in_a_title_is_text(
    market: Market, browser_of: Browser, need_form: dict[str, Any], title: str
) -> None:
    typed = need_form | {"title": title, "publish": "1"}
    page = browser_of(market.buyer).post(NEW, typed, follow=True).content.decode()
    assert Listing.objects.get().title == title
    assert escape(title) in page
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "The deadline lies in the past; give a later day."), ("zh-hans", "截止日期已过")],
)
def test_errors_speak_the_readers_language(
    market: Market, browser_of: Browser, need_form: dict[str, Any], language: str, told: str
) -> None:
    client = browser_of(market.buyer, language=language)
    page = client.post(NEW, need_form | {"deadline": "2020-01-01"}).content.decode()
    assert told in page


def test_what_must_be_met_is_ticked_beside_its_field(
    market: Market, browser_of: Browser, need_form: dict[str, Any]
) -> None:
    client = browser_of(market.buyer)
    ticked = need_form | {"required_conditions": ["region", "indicators"], "publish": "1"}
    refused = client.post(NEW, ticked)
    assert refused.status_code == 422
    assert refused.context["form"].errors["region"] == [
        "Say what must be met here, or do not require it."
    ]
    page = client.post(NEW, ticked | {"region": "130900"}, follow=True).content.decode()
    listing = Listing.objects.get()
    assert listing.required_conditions == ["region", "indicators"]
    assert page.count("Must be met") == 2
    form = client.get(reverse("listing_edit", args=[listing.pk])).content.decode()
    assert form.count('name="required_conditions"') == 7
    boxes = [box for box in form.split("<input") if 'name="required_conditions"' in box]
    assert [
        box.split('value="')[1].split('"')[0] for box in boxes if "checked" in box.split(">")[0]
    ] == ["indicators", "region"]


def test_more_rows_come_without_a_script_and_without_complaint(
    market: Market, browser_of: Browser, need_form: dict[str, Any]
) -> None:
    response = browser_of(market.buyer).post(
        NEW, need_form | {"title": "", "indicators-0-value": "viel", "more": "1"}
    )
    assert response.status_code == 200
    page = response.content.decode()
    assert 'name="indicators-4-name"' in page
    assert 'name="indicators-TOTAL_FORMS" value="5"' in page
    assert "errorlist" not in page
    assert 'value="viel"' in page
    assert not Listing.objects.exists()


@pytest.mark.parametrize("who", ["researcher", "broker", "operator"])
def test_only_enterprises_post_needs(
    market: Market, browser_of: Browser, need_form: dict[str, Any], who: str
) -> None:
    client = browser_of(getattr(market, who))
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, need_form).status_code == 403
    assert not Listing.objects.exists()


def test_visitors_are_asked_to_sign_in(market: Market, browser_of: Browser) -> None:
    draft = factories.need(market.buyer, publish=False)
    for address in (NEW, reverse("listing_edit", args=[draft.pk])):
        response = browser_of().post(address)
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))


def test_an_unknown_kind_has_no_form(market: Market, browser_of: Browser) -> None:
    assert browser_of(market.buyer).get("/listings/new/miracle/").status_code == 404


def test_a_form_sent_twice_begins_one_listing(
    market: Market, browser_of: Browser, need_form: dict[str, Any]
) -> None:
    client = browser_of(market.buyer)
    token = client.get(NEW).context["form"]["form_token"].value()
    sent = need_form | {"form_token": str(token), "publish": "1"}
    first, second = (client.post(NEW, sent) for _ in range(2))
    listing = Listing.objects.get()
    assert first.headers["Location"] == second.headers["Location"]
    assert (listing.status, Event.objects.count()) == ("published", 2)
    other = browser_of(market.stranger).post(NEW, sent)
    assert other.headers["Location"] != first.headers["Location"], "a token is its person's own"
    assert client.post(NEW, need_form | {"form_token": "not one"}).status_code == 422
    assert Listing.objects.count() == 2
