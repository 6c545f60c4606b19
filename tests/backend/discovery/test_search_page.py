"""The search page: what is asked, counted, marked and said when there is no index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from backend.accounts.models import LocalRegion
from search_index import facade as search_index
from search_index.contracts import (
    Hit,
    IndexUnavailable,
    InvalidQuery,
    SearchQuery,
    SearchResult,
    Suggestion,
)
from tests import factories
from tests.factories import Market

ADDRESS = reverse("search")


class Answer:
    """What the index answers next; keeps the last query."""

    def __init__(self) -> None:
        self.hits: list[Hit] = []
        self.total: int | None = None
        self.facets: Mapping[str, Mapping[str, int]] = {}
        self.error: Exception | None = None
        self.following = ""
        self.answers: list[int] | None = None
        self.query: SearchQuery | None = None

    def search(self, query: SearchQuery) -> SearchResult:
        self.query = query
        if self.error:
            raise self.error
        total = len(self.hits) if self.total is None else self.total
        return SearchResult(
            self.hits, total, self.facets, next_cursor=self.following, answers=self.answers
        )


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    made = Answer()
    monkeypatch.setattr(search_index, "search", made.search)
    return made


@pytest.fixture
def reader(client: Client) -> Client:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def _get(reader: Client, **params: Any) -> Any:
    response = reader.get(ADDRESS, params)
    assert response.status_code == 200
    return response


def test_found_words_are_marked_and_markup_is_text(
    market: Market, reader: Client, answer: Answer
) -> None:
    listing = factories.need(market.buyer, background="<i>弯折区</i>散热")
    answer.hits = [Hit(listing.pk, "need", 1.0, {"background": [(10, 12)]}, frozenset())]
    page = _get(reader, q="散热").content.decode()
    assert "&lt;i&gt;弯折区&lt;/i&gt;<mark>散热</mark>" in page


def test_the_box_keeps_what_was_typed_as_text(db: None, reader: Client, answer: Answer) -> None:
    page = _get(reader, q='"><script>alert(1)</script>').content.decode()
    assert "<script>alert" not in page
    assert "&quot;&gt;&lt;script&gt;alert(1)" in page


def test_counts_are_links_that_narrow(db: None, reader: Client, answer: Answer) -> None:
    answer.facets = {
        "field": {"new_materials": 3, "aerospace": 1},
        "industry": {"C": 4, "C39": 4},
        "region": {"130000": 2, "130900": 2, "130921": 2},
        "trl": {"6": 1, "4": 2},
    }
    shown = _get(reader, q="散热", kind="need", page=2).context["facets"]
    assert {f.name: [(c.label, c.count) for c in f.choices] for f in shown} == {
        "field": [("New materials", 3), ("Aerospace", 1)],
        "industry": [("Manufacturing", 4)],
        "region": [("Hebei", 2)],
        "trl": [("TRL 4", 2), ("TRL 6", 1)],
    }
    assert shown[0].choices[0].address == "?q=%E6%95%A3%E7%83%AD&kind=need&field=new_materials"


def test_a_chosen_place_offers_the_step_below_it(db: None, reader: Client, answer: Answer) -> None:
    answer.facets = {
        "industry": {"C": 4, "C39": 4},
        "region": {"130000": 2, "130900": 2, "130921": 2},
    }
    shown = _get(reader, q="x", region="130000", industry="C").context["facets"]
    offered = {f.name: [choice.address for choice in f.choices] for f in shown}
    assert offered["region"] == ["?q=x&industry=C&region=130900"]
    assert offered["industry"] == ["?q=x&region=130000&industry=C39"]
    assert answer.query is not None
    assert answer.query.filters == {
        "region": frozenset({"130000"}),
        "industry": frozenset({"C"}),
    }
    assert {f.name: (f.chosen, f.without) for f in shown} == {
        "industry": ("Manufacturing", "?q=x&region=130000"),
        "region": ("Hebei", "?q=x&industry=C"),
    }


def test_a_county_leads_on_to_its_townships(reader: Client, answer: Answer, market: Market) -> None:
    for code, name in (("130925104", "千童镇"), ("130925801", "管道装备产业园")):
        LocalRegion.objects.create(code=code, name=name, kind="township")
    answer.facets = {
        "region": {"130000": 3, "130900": 3, "130925": 3, "130925104": 2, "130925801": 1}
    }
    shown = _get(reader, q="x", region="130925").context["facets"]
    offered = {facet.name: [choice.address for choice in facet.choices] for facet in shown}
    assert offered["region"] == ["?q=x&region=130925104", "?q=x&region=130925801"]


def test_a_chain_leads_to_its_links_and_nothing_rare_is_lost(
    db: None, reader: Client, answer: Answer
) -> None:
    cities = {f"{n}0000": 1 for n in (11, 12, 13, 14, 15, 21, 22, 23, 31, 32)}
    answer.facets = {"chain": {"02": 3, "02M": 2, "02M01": 2, "02M0101": 1}, "region": cities}
    chain, region = _get(reader, q="x").context["facets"]
    assert [choice.address for choice in chain.choices] == ["?q=x&chain=02"]
    assert (len(region.choices), len(region.more)) == (8, 2)
    answer.facets |= {"region": {"130100": 2, "130104": 2}}
    chain, region = _get(reader, q="x", chain="02", region="130100").context["facets"]
    assert [choice.address for choice in chain.choices] == ["?q=x&region=130100&chain=02M01"]
    assert [choice.label for choice in region.choices] == ["Qiaoxi, Shijiazhuang, Hebei"]


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"q": "长" * 1001}, "q"),
        ({"page": "0"}, "page"),
        ({"page": "11"}, "page"),
        ({"page": "two"}, "page"),
        ({"kind": "miracle"}, "kind"),
        ({"field": "alchemy"}, "field"),
        ({"industry": "C99"}, "industry"),
        ({"region": "999999"}, "region"),
        ({"trl": "10"}, "trl"),
        ({"q": "a\x00b"}, "q"),
    ],
)
def test_a_wrong_value_is_told(
    db: None, reader: Client, answer: Answer, params: dict[str, str], field: str
) -> None:
    response = _get(reader, **params)
    assert list(response.context["form"].errors) == [field]
    assert "form-errors" in response.content.decode()
    assert (response.context["results"].total, answer.query) == (0, None)


@pytest.mark.parametrize(
    ("refused", "field"),
    [
        ("text", "q"),
        ("offset", "page"),
        ("cursor", "after"),
        ("filters.region", "region"),
        ("vector", "q"),
    ],
)
def test_what_the_index_refuses_is_told_at_its_field(
    db: None, reader: Client, answer: Answer, refused: str, field: str
) -> None:
    answer.error = InvalidQuery(refused, "must be otherwise")
    response = _get(reader, q="x")
    assert list(response.context["form"].errors) == [field]
    assert "must be otherwise" not in response.content.decode()


def test_nothing_found_offers_to_post_a_need(db: None, reader: Client, answer: Answer) -> None:
    page = _get(reader, q="散热").content.decode()
    assert reverse("need_begin") in page


def test_organisations_that_the_text_names_stand_above_a_search_of_everything(
    market: Market, reader: Client, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer.total = 45
    named = [
        Suggestion("散热", "technology"),
        Suggestion("旧名", "organisation", market.university.pk),
        Suggestion("不在了", "organisation", 10**9),
    ]
    monkeypatch.setattr(search_index, "suggest", lambda query: named)
    found = _get(reader, q="大学")
    assert list(found.context["organisations"]) == [market.university]
    assert "q=org:%22" in found.content.decode()
    profile = factories.profile(market.office)
    assert reverse("listing", args=[profile.pk]) in _get(reader, q="大学").content.decode()
    for further in ({"page": 2}, {"kind": "need"}, {"industry": "C39"}, {"q": ""}):
        assert not _get(reader, **{"q": "大学", **further}).context["organisations"]


def test_pages_follow_the_count(db: None, reader: Client, answer: Answer) -> None:
    answer.total = 45
    page = _get(reader, q="x", page=2)
    assert answer.query is not None
    assert (answer.query.offset, answer.query.size) == (20, 20)
    assert (page.context["page"].number, page.context["page"].paginator.num_pages) == (2, 3)


def test_beyond_the_numbered_pages_each_leads_to_the_next(
    db: None, reader: Client, answer: Answer
) -> None:
    answer.total, answer.following = 900, "sealed="
    last = _get(reader, q="x", page=10)
    assert "after=sealed%3D" in last.content.decode()
    assert last.context["page"].paginator.num_pages == 10
    beyond = _get(reader, q="x", after="sealed=").content.decode()
    assert answer.query is not None
    assert (answer.query.cursor, answer.query.offset) == ("sealed=", 0)
    assert 'href="?q=x"' in beyond
    answer.following = ""
    assert 'rel="next"' not in _get(reader, q="x", after="sealed=").content.decode()


def test_without_an_index_the_page_says_so_and_shows_the_newest(
    market: Market, reader: Client, answer: Answer
) -> None:
    answer.error = IndexUnavailable("connection refused")
    factories.need(market.buyer, title="最新的需求")
    page = _get(reader, q="散热").content.decode()
    assert "Search does not answer just now." in page
    assert "最新的需求" in page
    assert "connection refused" not in page


def test_only_what_answers_is_shown_and_counted(
    market: Market, reader: Client, answer: Answer
) -> None:
    right = factories.need(market.buyer, title="结冰", technology_field="new_materials")
    near = factories.need(market.buyer, title="沾边的需求", technology_field="aerospace")
    answer.hits = [Hit(row.pk, "need", 1.0, {}, frozenset()) for row in (right, near)]
    answer.facets = {"field": {"new_materials": 1, "aerospace": 1}}
    answer.answers = [right.pk]
    found = _get(reader, q="散热")
    assert [hit.listing for hit in found.context["results"].found] == [right]
    assert (found.context["results"].total, found.context["results"].others) == (1, 1)
    (field, *_) = found.context["facets"]
    assert [(choice.label, choice.count) for choice in field.choices] == [("New materials", 1)]
    assert "all=1" in found.content.decode()
    everything = _get(reader, q="散热", all=1)
    assert [hit.listing for hit in everything.context["results"].found] == [right, near]


def test_a_question_that_nothing_answers_is_told_so(
    market: Market, reader: Client, answer: Answer
) -> None:
    near = factories.need(market.buyer, title="沾边的需求")
    answer.hits, answer.answers = [Hit(near.pk, "need", 0.1, {}, frozenset())], []
    page = _get(reader, q="高温合金").content.decode()
    assert "Nothing on the market answers this yet" in page
    assert "沾边的需求" not in page
    assert "all=1" in page
    assert reverse("need_begin") in page
