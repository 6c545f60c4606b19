"""Editing listings through pages: what stays, what is stale, indicators read into rows."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from backend.catalog.models import Listing
from backend.catalog.services import listing_revise, listing_withdraw
from backend.catalog.validation import MAX_INDICATORS
from tests import factories
from tests.backend.catalog.states import NEW, Browser, state_of
from tests.factories import Market, NeedValues, actor


def test_an_edit_changes_what_was_shown(
    market: Market, browser_of: Browser, need_form: dict[str, Any]
) -> None:
    listing = factories.need(market.buyer)
    address = reverse("listing_edit", args=[listing.pk])
    client = browser_of(market.buyer)
    assert client.get(address).context["form"].initial["title"] == listing.title
    response = client.post(address, need_form | {"revision": "1", "title": "新标题", "save": "1"})
    assert response.status_code == 302
    listing.refresh_from_db()
    assert (listing.title, listing.revision, listing.status) == ("新标题", 2, "published")
    assert [row.name for row in listing.indicators.all()] == ["面内导热系数"]


@pytest.mark.parametrize("kind", ["need", "achievement", "expert", "profile"])
def test_an_edit_that_changes_nothing_loses_nothing(
    market: Market, browser_of: Browser, kind: str
) -> None:
    """What the form shows, sent back as it is, is what was stored."""
    by = {"need": market.buyer, "profile": market.office}.get(kind, market.researcher)
    listing = getattr(factories, kind)(by, region="130921", modes=("licence", "equity"))
    before = state_of(listing)
    client = browser_of(by)
    address = reverse("listing_edit", args=[listing.pk])
    form = client.get(address).context["form"]
    sent: dict[str, Any] = {}
    for one in (form, *form.indicators.forms, form.indicators.management_form):
        for field in one:
            value = field.value()
            if value is not None:
                sent[field.html_name] = value
    assert client.post(address, sent | {"save": "1"}).status_code == 302
    after = state_of(listing)
    assert before[1:3] == after[1:3]
    ignored = {"revision", "document_version", "updated_at", "changed_by_id"}
    assert {k: v for k, v in before[0].items() if k not in ignored} == {
        k: v for k, v in after[0].items() if k not in ignored
    }


def test_a_draft_of_others_is_not_there_and_a_published_one_is_theirs(
    market: Market, browser_of: Browser, need_form: dict[str, Any]
) -> None:
    draft = factories.need(market.buyer, publish=False)
    published = factories.need(market.buyer)
    achievement = factories.achievement(market.researcher)
    before = [state_of(row) for row in (draft, published, achievement)]
    stranger = browser_of(market.stranger)
    for row, status in ((draft, 404), (published, 403)):
        address = reverse("listing_edit", args=[row.pk])
        assert stranger.get(address).status_code == status
        assert stranger.post(address, need_form | {"revision": "1"}).status_code == status
    colleague = browser_of(market.colleague)
    assert colleague.get(reverse("listing_edit", args=[achievement.pk])).status_code == 403
    assert [state_of(row) for row in (draft, published, achievement)] == before


def test_a_withdrawn_listing_is_not_edited(
    market: Market, browser_of: Browser, need_form: dict[str, Any]
) -> None:
    listing = factories.need(market.buyer)
    listing_withdraw(actor=actor(market.buyer), listing_id=listing.pk)
    before = state_of(listing)
    response = browser_of(market.buyer).post(
        reverse("listing_edit", args=[listing.pk]), need_form | {"revision": "1"}
    )
    assert response.status_code == 409
    assert state_of(listing) == before


@pytest.mark.parametrize("revision", ["1", "", "7"])
def test_a_stale_form_tells_who_changed_what_and_overwrites_nothing(
    market: Market, browser_of: Browser, need_form: dict[str, Any], revision: str
) -> None:
    other = factories.member(market.enterprise, factories.Duty.ENTERPRISE_MEMBER, name="Wang Min")
    listing = factories.need(market.buyer)
    listing_revise(
        actor=actor(other),
        listing_id=listing.pk,
        expected_revision=1,
        values=NeedValues(
            title="王敏的标题", background="王敏的背景", technology_field="new_materials"
        ),
    )
    before = state_of(listing)
    client = browser_of(market.buyer)
    address = reverse("listing_edit", args=[listing.pk])
    typed = need_form | {"revision": revision, "title": "我的标题"}
    response = client.post(address, typed)
    assert response.status_code == 409
    assert state_of(listing) == before
    page = response.content.decode()
    for shown in ("Wang Min", "王敏的标题", "王敏的背景", 'value="我的标题"'):
        assert shown in page
    assert response.context["form"].stored["technology_field"].stored == "New materials"
    assert "language" not in response.context["form"].stored
    # Having seen it, the reader may decide to replace it.
    again = typed | {"revision": response.context["form"]["revision"].value()}
    assert client.post(address, again).status_code == 302
    listing.refresh_from_db()
    assert listing.title == "我的标题"


def test_indicators_are_read_from_the_text_into_rows(
    market: Market, browser_of: Browser, need_form: dict[str, Any]
) -> None:
    wanted = "弯折寿命不低于20万次，面内导热系数≥1500 W/(m·K)；附着力≥5 fooz/bar。"
    response = browser_of(market.buyer).post(
        NEW, need_form | {"title": "", "background": wanted, "read": "1"}
    )
    assert response.status_code == 200
    page = response.content.decode()
    form = response.context["form"]
    rows = [(row["name"].value(), row["value"].value()) for row in form.indicators.forms]
    # What was typed stays as it is, also where the text says otherwise.
    assert rows == [("面内导热系数", "1,200"), ("弯折寿命", "200000")]
    assert "弯折寿命不低于20万次，面内导热系数≥1500 W/(m·K)</q>" in page
    assert "附着力≥5 fooz/bar</q> · the unit is not known" in page
    assert "errorlist" not in page
    assert wanted in page
    assert not Listing.objects.exists()


def test_reading_a_text_without_indicators_changes_no_row(
    market: Market, browser_of: Browser, need_form: dict[str, Any]
) -> None:
    response = browser_of(market.buyer).post(NEW, need_form | {"read": "1"})
    assert "No new indicator was found in your text." in response.content.decode()
    form = response.context["form"]
    assert [row["name"].value() for row in form.indicators.filled] == ["面内导热系数"]


def test_a_full_table_takes_no_more(
    market: Market, browser_of: Browser, need_form: dict[str, Any]
) -> None:
    many = "；".join(f"指标{chr(0x4E00 + n)}性≥{n} MPa" for n in range(1, MAX_INDICATORS + 20))
    response = browser_of(market.buyer).post(NEW, need_form | {"background": many, "read": "1"})
    form = response.context["form"]
    assert len(form.indicators.filled) == MAX_INDICATORS
    assert form.offered == MAX_INDICATORS - 1
    assert "20 more were found and left out" in response.content.decode()


@pytest.mark.parametrize(("language", "shown"), [("en", "not detected"), ("zh-hans", "未检出")])
def test_nothing_found_is_shown_without_a_number(
    market: Market, browser_of: Browser, need_form: dict[str, Any], language: str, shown: str
) -> None:
    cadmium = {"name": "镉", "comparator": "=", "value": "0", "unit": "未检出"}
    row = {f"indicators-0-{name}": said for name, said in cadmium.items()}
    client = browser_of(market.buyer, language=language)
    page = client.post(NEW, need_form | row | {"publish": "1"}, follow=True).content.decode()
    page = re.sub(r"\s*(<[^>]+>)\s*", r"\1", page)
    assert f'<th scope="row">镉</th><td class="n">{shown}</td><td>–</td>' in page
