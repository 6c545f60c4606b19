"""What resembles a listing: of its kind, within the reader's rights, on its page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from backend.catalog.models import Listing
from backend.discovery.encoding import encodings_ensure
from backend.discovery.releases import release_in_force
from search_index import facade as search_index
from search_index.contracts import Hit, IndexUnavailable, SimilarQuery
from tests import factories
from tests.factories import Market


class Index:
    """Finds what it was told to; keeps what it was asked."""

    def __init__(self) -> None:
        self.ids: list[int] = []
        self.asked: list[SimilarQuery] = []
        self.error: Exception | None = None

    def similar_to(self, query: SimilarQuery) -> list[Hit]:
        self.asked.append(query)
        if self.error:
            raise self.error
        return [Hit(number, "need", 1.0, {}, frozenset({"vector"})) for number in self.ids]


def encode(*listings: Listing) -> None:
    encodings_ensure([row.pk for row in listings], encoder=release_in_force().encoder_version)


@pytest.fixture
def fake_index(monkeypatch: pytest.MonkeyPatch) -> Index:
    made = Index()
    monkeypatch.setattr(search_index, "similar_to", made.similar_to)
    return made


def test_of_its_kind_and_of_what_the_reader_may_see(
    market: Market, client: Client, fake_index: Index
) -> None:
    listing = factories.need(market.buyer)
    other = factories.need(market.buyer, title="相近的需求")
    hidden = factories.need(market.buyer, title="不公开的需求", disclosure="confidential")
    fake_index.ids = [other.pk, hidden.pk]
    address = reverse("similar", args=[listing.pk])
    part = client.get(address, headers={"hx-request": "true"}).content.decode()
    assert "相近的需求" in part
    assert "不公开的需求" not in part
    assert "<html" not in part
    assert "<html" in client.get(address).content.decode()
    (query, _) = fake_index.asked
    assert (query.id, query.kinds, query.audience) == (listing.pk, {"need"}, {"public"})
    assert address in client.get(reverse("listing", args=[listing.pk])).content.decode()


def test_nobody_learns_of_a_listing_by_what_resembles_it(
    market: Market, client: Client, fake_index: Index
) -> None:
    hidden = factories.need(market.buyer, disclosure="confidential")
    assert client.get(reverse("similar", args=[hidden.pk])).status_code == 404
    assert fake_index.asked == []


def test_without_an_index_nothing_is_shown(
    market: Market, client: Client, fake_index: Index
) -> None:
    fake_index.error = IndexUnavailable("down")
    listing = factories.need(market.buyer)
    address = reverse("similar", args=[listing.pk])
    assert client.get(address, headers={"hx-request": "true"}).content.strip() == b""


def test_a_copy_is_named_to_those_who_stand_by_the_listing(
    market: Market, client: Client, fake_index: Index
) -> None:
    text = "。".join(f"本需求要求材料在{n}度下保持强度并说明第{n}项检测方法" for n in range(20, 28))
    listing = factories.need(market.buyer, title="耐高温密封材料", background=text)
    copy = factories.need(market.stranger, title="一种耐高温密封材料", background=text)
    other = factories.need(market.stranger, title="稻田鱼病快速检测", background="池塘养殖用试剂。")
    fake_index.ids = [other.pk, copy.pk]
    encode(listing, copy, other)
    address = reverse("similar", args=[listing.pk])
    for person, said in ((market.buyer, 1), (market.operator, 1), (market.stranger, 0)):
        client.force_login(person)
        page = client.get(address, headers={"hx-request": "true"}).content.decode()
        assert page.index(copy.title) < page.index(other.title)
        assert page.count("疑似重复") == said


def test_hidden_details_do_not_tell_a_copy(
    market: Market, client: Client, fake_index: Index
) -> None:
    text = "。".join(f"本需求要求材料在{n}度下保持强度并说明第{n}项检测方法" for n in range(20, 28))
    listing = factories.need(market.buyer, title="耐高温密封材料", background=text)
    hidden = factories.need(
        market.stranger,
        title="另一件事",
        summary="与题目无关。",
        background=text,
        disclosure="confidential",
    )
    fake_index.ids = [hidden.pk]
    encode(listing, hidden)
    client.force_login(market.buyer)
    page = client.get(reverse("similar", args=[listing.pk])).content.decode()
    assert hidden.title in page
    assert "疑似重复" not in page
