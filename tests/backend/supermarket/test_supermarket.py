"""The shelf, comparison, favourites, organisations: what is shown, to whom, in how many queries."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from backend.core.errors import NotFound, NotPermitted
from backend.supermarket.models import Favourite
from backend.supermarket.services import favourite_forget, favourite_keep
from tests import factories
from tests.backend.pools import pooled
from tests.browsers import browser
from tests.factories import Market, actor
from tests.refusals import refused


def test_the_shelf_tells_price_or_terms_and_leads_to_talks(market: Market) -> None:
    by = market.researcher
    free = factories.achievement(by, title="开放许可的膜", price_mode="open_licence", chain="10U01")
    dear = factories.achievement(
        by, title="定价的膜", price_mode="fixed", price=Decimal(500_000), chain="10U0101"
    )
    hidden = factories.achievement(
        by, title="保密价格", price_mode="royalty", disclosure="registered"
    )
    client = Client()
    page = client.get(reverse("shelf") + "?chain=10")
    told = page.content.decode()
    assert {row.pk for row in page.context["page"]} == {free.pk, dear.pk}
    assert f"?listing={free.pk}&amp;licence=1" in told
    assert "50" in told
    assert hidden.title not in client.get(reverse("shelf")).content.decode()
    assert hidden.title in browser(market.buyer).get(reverse("shelf")).content.decode()
    only = client.get(reverse("shelf") + "?terms=open_licence&sort=price")
    assert [row.pk for row in only.context["page"]] == [free.pk]
    assert client.get(reverse("shelf") + "?terms=gift").status_code == 422
    asked = browser(market.buyer).get(f"{reverse('introduction_new')}?listing={free.pk}&licence=1")
    assert asked.context["form"].initial["note"]


def test_the_way_to_talks_is_shown_to_whom_it_is_open(market: Market) -> None:
    made = factories.achievement(market.researcher)
    way = f"{reverse('introduction_new')}?listing={made.pk}"
    officer, addresses = (
        pooled.officer(),
        (reverse("shelf"), f"{reverse('compare')}?listing={made.pk}"),
    )
    for address in addresses:
        assert way in Client().get(address).content.decode()
        assert way in browser(market.buyer).get(address).content.decode()
        assert way not in browser(officer).get(address).content.decode()
    # As it would be refused.
    assert browser(officer).get(way).status_code == 403


def test_four_side_by_side_in_twelve_queries(
    market: Market, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    rows = [factories.achievement(market.researcher, title=f"成果{n}", trl=n + 3) for n in range(5)]
    secret = factories.achievement(
        market.researcher, title="保密成果", abstract="暗号", disclosure="confidential"
    )
    address = reverse("compare") + "?" + "&".join(f"listing={row.pk}" for row in rows)
    with django_assert_max_num_queries(12):
        page = Client().get(address)
    assert len(page.context["columns"]) == 4
    assert any(line.cells[0] != line.cells[1] for line in page.context["lines"])
    told = Client().get(f"{reverse('compare')}?listing={secret.pk}&listing=x").content.decode()
    assert secret.title not in told


def test_a_favourite_and_its_note_are_one_persons_alone(market: Market) -> None:
    need = factories.need(market.buyer, title="要收藏的需求")
    draft = factories.need(market.stranger, publish=False)
    for who, listing, note, error in (
        (None, need, "", NotPermitted),
        (market.researcher, draft, "", NotFound),
        (market.researcher, need, "长" * 501, ValidationError),
    ):
        with pytest.raises(error):
            favourite_keep(actor=actor(who), listing_id=listing.pk, note=note)
    assert not Favourite.objects.exists()
    client = browser(market.researcher)
    client.post(reverse("favourite_keep", args=[need.pk]), {"note": "先问预算"})
    for odd in ("account_logout", "//elsewhere.example"):
        answer = client.post(reverse("favourite_keep", args=[need.pk]), {"note": "", "next": odd})
        assert answer.url == reverse("listing", args=[need.pk])
    client.post(reverse("favourite_keep", args=[need.pk]), {"note": "预算够"})
    assert Favourite.objects.get().note == "预算够"
    assert "预算够" in client.get(reverse("favourites")).content.decode()
    for other in (market.colleague, market.buyer, market.operator):
        for page in (reverse("favourites"), reverse("listing", args=[need.pk])):
            assert "预算够" not in browser(other).get(page).content.decode()
        with refused(NotFound):
            favourite_forget(actor=actor(other), listing_id=need.pk)
    favourite_forget(actor=actor(market.researcher), listing_id=need.pk)
    assert not Favourite.objects.exists()


def test_all_verified_organisations_are_found(market: Market) -> None:
    factories.need(market.buyer)
    factories.organisation(name="未认证公司", verified_at=None)
    page = Client().get(reverse("organisations") + "?kind=enterprise")
    told = page.content.decode()
    assert market.enterprise.name in told
    assert "未认证公司" not in told
    assert market.university.name not in told
    assert next(iter(page.context["page"])).listed == 1
    answer = Client().post(reverse("patent_needs"), {"title": "散热膜", "abstract": "石墨烯散热膜"})
    assert answer.status_code == 200
