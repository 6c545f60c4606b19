"""Organisations present themselves: written, published, refused, shown and linked to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from backend.catalog.imported import ImportRow
from backend.catalog.importing import listings_import_batch
from backend.catalog.models import Listing
from backend.catalog.services import (
    listing_assign_broker,
    listing_draft,
    listing_publish,
    listing_withdraw,
)
from backend.catalog.values import ListingValues
from backend.core.errors import NotPermitted, WrongState
from backend.core.models import Event
from tests import factories
from tests.factories import Market, OrganisationValues, actor

Browser = Callable[..., Client]
NEW = "/listings/new/organisation/"
FORM = {
    "title": "宁海电子",
    "introduction": "专做柔性散热器件。",
    "offers": "弯折寿命检测",
    "website": "www.ninghai.example",
    "founded": "2009",
    "language": "zh",
    "disclosure": "public",
    "publish": "1",
}
THIS_YEAR = timezone.localdate().year


def _kept() -> tuple[int, int]:
    """What a refusal must leave as it was."""
    return Listing.objects.count(), Event.objects.count()


@pytest.mark.parametrize("who", ["buyer", "office", "broker"])
def test_a_profile_is_written_published_and_read(
    market: Market, browser_of: Browser, who: str
) -> None:
    writer = getattr(market, who)
    page = browser_of(writer).post(NEW, FORM, follow=True).content.decode()
    profile = Listing.objects.get()
    assert (profile.kind, profile.status) == ("organisation", "published")
    assert "Published. Searches find it within seconds." in page
    page = browser_of().get(reverse("listing", args=[profile.pk])).content.decode()
    for shown in ("专做柔性散热器件。", "弯折寿命检测", "2009"):
        assert shown in page
    assert 'href="https://www.ninghai.example" rel="noopener nofollow"' in page
    assert reverse("listing_pairings", args=[profile.pk]) not in page


@pytest.mark.parametrize("who", ["researcher", "operator"])
def test_others_present_no_organisation(market: Market, browser_of: Browser, who: str) -> None:
    client = browser_of(getattr(market, who))
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, FORM).status_code == 403
    assert _kept() == (0, 0)


def test_strangers_change_nothing(market: Market, browser_of: Browser) -> None:
    profile = factories.profile(market.buyer)
    before = _kept()
    for who in (market.stranger, market.office, market.broker):
        address = reverse("listing_edit", args=[profile.pk])
        assert browser_of(who).post(address, FORM | {"revision": "1"}).status_code == 403
    profile.refresh_from_db()
    assert (profile.title, profile.revision, _kept()) == ("冀北热管理研究院", 1, before)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"website": "http://www.ninghai.example"}, "website"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "not a site"}, "website"),
        ({"website": f"https://{'a' * 200}.example"}, "website"),
        ({"founded": "899"}, "founded"),
        ({"founded": str(THIS_YEAR + 1)}, "founded"),
        ({"founded": "long ago"}, "founded"),
        ({"disclosure": "confidential"}, "disclosure"),
        ({"title": " "}, "title"),
    ],
)
def test_a_wrong_value_is_refused_at_its_field(
    market: Market, browser_of: Browser, change: dict[str, str], field: str
) -> None:
    refused = browser_of(market.buyer).post(NEW, FORM | change)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, [field])
    assert _kept() == (0, 0)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"disclosure": "confidential"}, "disclosure"),
        ({"website": "ftp://files.example"}, "website"),
        ({"founded": 1}, "founded"),
        ({"required_conditions": ("region",), "region": "130900"}, "required_conditions"),
    ],
)
def test_the_service_asks_the_same(market: Market, values: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        factories.profile(market.buyer, **values)
    assert list(refused.value.message_dict) == [field]
    assert _kept() == (0, 0)


def test_the_form_begins_with_the_organisations_name(market: Market, browser_of: Browser) -> None:
    market.enterprise.name, market.enterprise.name_en = "宁海电子", "Ninghai Electronics"
    market.enterprise.save()
    for language, name in (("zh-hans", "宁海电子"), ("en", "Ninghai Electronics")):
        form = browser_of(market.buyer, language=language).get(NEW).context["form"]
        assert (form.initial["title"], form.initial["region"]) == (name, "130900")
        for left_out in ("trl", "budget_max", "deadline"):
            assert left_out not in form.fields
        assert 'name="indicators-0-name"' not in form.render()


def test_who_has_a_profile_is_led_to_it(market: Market, browser_of: Browser) -> None:
    held = factories.profile(market.buyer, publish=False)
    factories.profile(market.office)
    client = browser_of(market.buyer)
    assert client.get(NEW).headers["Location"] == reverse("listing_edit", args=[held.pk])
    offered = {
        person: NEW in browser_of(person).get(reverse("listings", args=["organisation"])).text
        for person in (market.buyer, market.broker, market.researcher)
    }
    assert list(offered.values()) == [False, True, False]
    before = _kept()
    refused = client.post(NEW, FORM)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "This organisation has a profile already" in page
    assert "专做柔性散热器件。" in page, "what was typed stays"
    assert _kept() == before


def test_after_a_withdrawal_another_may_follow_but_not_both(market: Market) -> None:
    first = factories.profile(market.buyer)
    with pytest.raises(ValidationError):
        factories.profile(market.buyer)
    listing_withdraw(actor=actor(market.buyer), listing_id=first.pk)
    second = factories.profile(market.buyer)
    with pytest.raises(WrongState):
        listing_publish(actor=actor(market.buyer), listing_id=first.pk)
    first.refresh_from_db()
    assert (first.status, second.status) == ("withdrawn", "published")
    with pytest.raises(IntegrityError), transaction.atomic():
        Listing.objects.filter(pk=first.pk).update(status="draft")


def _rows(*values: ListingValues) -> list[ImportRow]:
    given = frozenset({"title"})
    return [ImportRow(n, f"p{n}", value, given) for n, value in enumerate(values, 1)]


def test_an_import_brings_one_profile_and_refuses_a_second(market: Market) -> None:
    def imported(*rows: ImportRow):  # type: ignore[no-untyped-def]
        return listings_import_batch(
            actor=actor(market.buyer),
            owner_id=market.enterprise.pk,
            kind="organisation",
            rows=rows,
        )

    first, second = _rows(OrganisationValues(title="甲"), OrganisationValues(title="乙"))
    batch = imported(first, second)
    assert (len(batch.created), [list(row.errors) for row in batch.refused]) == (1, [["owner"]])
    later = imported(second)
    assert (later.created, [list(row.errors) for row in later.refused]) == ([], [["owner"]])
    assert imported(first).unchanged == 1
    assert Listing.objects.get().title == "甲"


def test_what_an_organisation_lists_stands_below_its_profile(
    market: Market, browser_of: Browser
) -> None:
    profile = factories.profile(market.office)
    for n in range(11):
        factories.achievement(market.researcher, title=f"成果 {n}.")
    factories.achievement(market.researcher, title="成果保密", disclosure="confidential")
    factories.achievement(market.researcher, title="成果草稿", publish=False)
    factories.need(market.buyer, title="别家的需求")
    address = reverse("listing", args=[profile.pk])
    page = browser_of().get(address).content.decode()
    assert "成果 10." in page
    assert "成果 0." not in page, "the newest ten"
    assert "All 11" in page
    for hidden in ("成果保密", "成果草稿", "别家的需求"):
        assert hidden not in page
    assert "成果保密" in browser_of(market.stranger).get(address).content.decode()


def test_the_owners_name_leads_to_the_profile_that_the_reader_may_see(
    market: Market, browser_of: Browser
) -> None:
    need = factories.need(market.buyer)
    profile = factories.profile(market.buyer, publish=False)
    pages = (reverse("listing", args=[need.pk]), reverse("listings", args=["need"]))
    link = f'href="{reverse("listing", args=[profile.pk])}"'
    for person in (None, market.stranger, market.buyer):
        for address in pages:
            assert link not in browser_of(person).get(address).content.decode()
    listing_publish(actor=actor(market.buyer), listing_id=profile.pk)
    for address in pages:
        assert link in browser_of().get(address).content.decode()
    own = browser_of().get(reverse("listing", args=[profile.pk])).content.decode()
    assert link not in own


def test_nobody_accompanies_a_profile(market: Market, browser_of: Browser) -> None:
    profile = factories.profile(market.buyer)
    page = browser_of(market.buyer).get(reverse("listing", args=[profile.pk])).content.decode()
    assert reverse("listing_broker", args=[profile.pk]) not in page
    before = _kept()
    with pytest.raises(NotPermitted):
        listing_assign_broker(
            actor=actor(market.buyer), listing_id=profile.pk, broker_id=market.broker.pk
        )
    profile.refresh_from_db()
    assert (profile.broker, _kept()) == (None, before)


def test_one_organisation_is_not_presented_by_another(market: Market) -> None:
    with pytest.raises(NotPermitted):
        listing_draft(
            actor=actor(market.buyer),
            owner_id=market.university.pk,
            values=OrganisationValues(title="冒名"),
        )
    assert _kept() == (0, 0)


def test_the_market_has_a_list_of_them(
    market: Market, browser_of: Browser, django_assert_num_queries: Callable
) -> None:
    factories.profile(market.buyer, title="甲公司")
    factories.profile(market.office, title="乙大学")
    client = browser_of()
    client.get(reverse("listings", args=["organisation"]))
    with django_assert_num_queries(2):
        page = client.get(reverse("listings", args=["organisation"])).content.decode()
    assert "甲公司" in page
    assert "乙大学" in page
    assert "Organisations</h1>" in page
