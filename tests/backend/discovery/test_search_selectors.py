"""From the index's hits to what a reader sees: rights asked again, passages only of what is readable."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.discovery.selectors import Piece, Search, listings_search, passage
from search_index.contracts import Hit, IndexUnavailable, SearchQuery, SearchResult
from tests import factories
from tests.factories import Market, actor
from tests.growth import too_fast


class Index:
    """Answers what it was told to, and keeps what it was asked."""

    def __init__(self) -> None:
        self.hits: list[Hit] = []
        self.asked: list[SearchQuery] = []
        self.error: Exception | None = None

    def search(self, query: SearchQuery) -> SearchResult:
        self.asked.append(query)
        if self.error:
            raise self.error
        return SearchResult(self.hits, len(self.hits), {"field": {"new_materials": 1}})

    def finds(self, listing_id: int, **highlights: list[tuple[int, int]]) -> None:
        self.hits.append(Hit(listing_id, "need", 1.0, highlights, frozenset({"lexical"})))


@pytest.fixture
def fake_index(monkeypatch: pytest.MonkeyPatch) -> Index:
    index = Index()
    monkeypatch.setattr("backend.discovery.selectors.searching.search_index.search", index.search)
    monkeypatch.setattr(
        "backend.discovery.selectors.searching.matching.embed_query",
        lambda text, encoder: (np.ones(4, np.float32), "e1"),
        raising=False,
    )
    return index


def _text(pieces: object) -> str:
    return "".join(piece.text for piece in pieces)  # type: ignore[attr-defined]


def test_the_query_carries_rights_filters_and_vector(market: Market, fake_index: Index) -> None:
    who = actor(market.buyer)
    search = Search("散热", kind="need", filters={"region": "130000"}, size=20, offset=40)
    listings_search(who, search)
    (query,) = fake_index.asked
    assert query.audience == who.audience
    assert query.kinds == {"need"}
    assert query.filters == {"region": frozenset({"130000"})}
    assert (query.size, query.offset, query.newest_first) == (20, 40, False)
    assert query.vector is not None
    assert query.vector.encoder_version == "e1"


@pytest.mark.parametrize("search", [Search(), Search("散热", newest_first=True)])
def test_by_date_nothing_is_near_or_far(market: Market, fake_index: Index, search: Search) -> None:
    listings_search(actor(None), search)
    assert fake_index.asked[0].newest_first
    assert fake_index.asked[0].vector is None


def test_an_encoder_that_fails_leaves_the_search_by_words(
    market: Market, fake_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(text: str, encoder: str) -> None:
        raise RuntimeError("no weights")

    monkeypatch.setattr(
        "backend.discovery.selectors.searching.matching.embed_query", broken, raising=False
    )
    results = listings_search(actor(None), Search("散热"))
    assert fake_index.asked[0].vector is None
    assert results.available
    assert not results.by_meaning


def test_nobody_waits_for_the_encoder_to_load(
    market: Market, fake_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "backend.discovery.selectors.searching.matching.warm", lambda encoder: False
    )
    results = listings_search(actor(None), Search("散热"))
    assert fake_index.asked[0].vector is None
    assert results.available
    assert not results.by_meaning


def test_hits_keep_their_order_and_the_database_has_the_last_word(
    market: Market, fake_index: Index
) -> None:
    """The index may be a moment behind: a draft, a withdrawn and a hidden listing are left out."""
    first, second = factories.need(market.buyer), factories.need(market.buyer)
    draft = factories.need(market.buyer, publish=False)
    hidden = factories.need(market.buyer, disclosure="confidential")
    for listing in (second, draft, hidden, first):
        fake_index.finds(listing.pk)
    fake_index.finds(10**9)
    found = listings_search(actor(None), Search("散热")).found
    assert [item.listing.pk for item in found] == [second.pk, first.pk]
    owners = listings_search(actor(market.buyer), Search("散热")).found
    assert [item.listing.pk for item in owners] == [second.pk, hidden.pk, first.pk]


def test_passages_come_only_from_what_the_reader_may_read(
    market: Market, fake_index: Index
) -> None:
    listing = factories.need(
        market.buyer, summary="公开的散热摘要", background="秘密的散热配方", disclosure="registered"
    )
    fake_index.finds(listing.pk, summary=[(3, 5)], background=[(3, 5)], title=[(0, 2)])
    (visitor,) = listings_search(actor(None), Search("散热")).found
    assert [_text(pieces) for pieces in visitor.passages] == ["公开的散热摘要"]
    (member,) = listings_search(actor(market.stranger), Search("散热")).found
    assert {_text(pieces) for pieces in member.passages} == {"公开的散热摘要", "秘密的散热配方"}
    marked = [piece.text for pieces in member.passages for piece in pieces if piece.marked]
    assert marked == ["散热", "散热"]


def test_without_an_index_the_newest_of_the_database_stand_in(
    market: Market, fake_index: Index
) -> None:
    fake_index.error = IndexUnavailable("down")
    old = factories.need(market.buyer, region="130900")
    new = factories.need(market.buyer, region="130900")
    factories.need(market.buyer, region="440300")
    factories.need(market.buyer, region="130900", disclosure="confidential")
    results = listings_search(
        actor(None), Search("与标题无关", kind="need", filters={"region": "130000"})
    )
    assert not results.available
    assert [item.listing.pk for item in results.found] == [new.pk, old.pk]
    assert results.total == 2


@given(
    st.text(max_size=400),
    st.lists(st.tuples(st.integers(-5, 420), st.integers(-5, 420)), max_size=8),
)
def test_a_passage_is_the_text_whatever_the_ranges(
    text: str, ranges: list[tuple[int, int]]
) -> None:
    pieces = passage(text, ranges)
    shown = "".join(piece.text for piece in pieces)
    assert shown.removeprefix("…").removesuffix("…") in text or shown in text
    fitting = [(s, e) for s, e in ranges if 0 <= s < e <= len(text)]
    assert any(piece.marked for piece in pieces) == bool(fitting)


def test_a_passage_shows_the_densest_place() -> None:
    text = "散热" + "。" * 300 + "散热膜的散热"
    pieces = passage(text, [(0, 2), (302, 304), (306, 308)])
    assert [piece.text for piece in pieces if piece.marked] == ["散热", "散热"]
    assert pieces[0].text == "…"


def test_a_passage_is_cut_in_time_by_its_hits() -> None:
    def cut(text: str) -> list[Piece]:
        return passage(text, [(at, at + 1) for at in range(0, len(text), 2)])

    assert too_fast(cut, size=20_000) == []


def test_the_title_is_marked_whole(market: Market, fake_index: Index) -> None:
    listing = factories.need(market.buyer, title="折叠屏散热膜")
    fake_index.finds(listing.pk, title=[(3, 5), (90, 95)])
    (found,) = listings_search(actor(None), Search("散热")).found
    assert [(piece.text, piece.marked) for piece in found.title] == [
        ("折叠屏", False),
        ("散热", True),
        ("膜", False),
    ]
