"""Suggestions below a search box: what leads where, and what is not told."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from backend.discovery.web.suggesting import TypingThrottle
from search_index import facade as search_index
from search_index.contracts import IndexUnavailable, InvalidQuery, Suggestion, SuggestionQuery
from tests import factories
from tests.factories import Market

ADDRESS = reverse("suggestions")


class Index:
    """Suggests what it was told to; keeps what it was asked."""

    def __init__(self) -> None:
        self.found: list[Suggestion] = []
        self.asked: list[SuggestionQuery] = []
        self.error: Exception | None = None

    def suggest(self, query: SuggestionQuery) -> list[Suggestion]:
        self.asked.append(query)
        if self.error:
            raise self.error
        return self.found


@pytest.fixture
def fake_index(monkeypatch: pytest.MonkeyPatch) -> Index:
    made = Index()
    monkeypatch.setattr(search_index, "suggest", made.suggest)
    return made


def _options(client: Client, **params: Any) -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    response = client.get(ADDRESS, params)
    assert response.status_code == 200
    return str(response.content.decode())


def test_each_leads_to_its_place(market: Market, client: Client, fake_index: Index) -> None:
    listing = factories.need(market.buyer, title="<b>石墨烯</b>散热膜")
    fake_index.found = [
        Suggestion("石墨烯", "technology"),
        Suggestion("旧名", "organisation", listing.owner_id),
        Suggestion("旧题目", "title", listing.pk, "need"),
    ]
    page = _options(client, q="石墨")
    assert fake_index.asked[0].text == "石墨"
    assert page.count('role="option"') == 3
    assert 'data-address="/search/?q=%E7%9F%B3%E5%A2%A8%E7%83%AF"' in page
    assert "q=org:%22" in page
    assert f'data-address="{reverse("listing", args=[listing.pk])}"' in page
    assert "&lt;b&gt;石墨烯&lt;/b&gt;散热膜" in page
    assert "旧" not in page


def test_the_database_has_the_last_word(market: Market, client: Client, fake_index: Index) -> None:
    draft = factories.need(market.buyer, publish=False)
    hidden = factories.need(market.buyer, disclosure="confidential")
    gone = 10**9
    fake_index.found = [
        Suggestion("x", "title", number, "need") for number in (draft.pk, hidden.pk, gone)
    ]
    assert _options(client, q="石墨") == ""
    assert fake_index.asked[0].audience == {"public"}


@pytest.mark.parametrize("error", [IndexUnavailable("down"), InvalidQuery("text", "odd")])
def test_without_an_answer_there_are_none(
    db: None, client: Client, fake_index: Index, error: Exception
) -> None:
    fake_index.error = error
    assert _options(client, q="石墨") == ""


def test_nobody_types_so_fast(
    db: None, client: Client, fake_index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TypingThrottle, "rate", "2/min")
    client.defaults["REMOTE_ADDR"] = "203.0.113.7"
    assert [client.get(ADDRESS, {"q": "石"}).status_code for _ in range(3)] == [200, 200, 429]
    assert len(fake_index.asked) == 2
    assert client.post(ADDRESS).status_code == 405
