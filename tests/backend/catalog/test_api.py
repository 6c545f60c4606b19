"""Listings by the JSON API: the same services and tiers as the pages."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework.test import APIClient

from backend.accounts.models import User
from backend.catalog.api.views import ListingViewSet
from backend.catalog.models import Listing, Status
from backend.core.models import Event
from tests import factories
from tests.factories import Market

API = "/api/v1"
NEED: dict[str, Any] = {
    "title": "轴承钢夹杂物控制",
    "summary": "降低夹杂物。",
    "background": "氧含量偏高",
    "trl": 6,
    "modes": ["licence"],
    "budget_max": "2000000.00",
    "indicators": [{"name": "氧含量", "comparator": "<=", "value": "6", "unit": "ppm"}],
}


def client(person: User | None) -> APIClient:
    found = APIClient(headers={"accept-language": "en"})
    if person is not None:
        found.force_login(person)
    return found


def test_drafted_revised_published_withdrawn(market: Market) -> None:
    buyer = client(market.buyer)
    made = buyer.post(f"{API}/needs/", NEED)
    assert made.status_code == 201
    shown = made.json()
    assert (shown["status"], shown["revision"], shown["details_readable"]) == ("draft", 1, True)
    assert shown["indicators"][0]["value"] == "6.000000000000"
    address = f"{API}/needs/{shown['id']}"
    changed = buyer.put(f"{address}/", NEED | {"title": "轴承钢洁净度", "revision": 1})
    assert (changed.json()["title"], changed.json()["revision"]) == ("轴承钢洁净度", 2)
    assert buyer.post(f"{address}/publish/").json()["status"] == "published"
    again = buyer.post(f"{address}/publish/")
    assert (again.status_code, again.json()["code"]) == (409, "wrong_state")
    assert client(None).get(f"{address}/").json()["background"] == "氧含量偏高"
    answer = buyer.post(f"{address}/withdraw/", {"reason": "已解决"})
    assert answer.json()["status"] == "withdrawn"
    assert client(None).get(f"{address}/").status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "   "}, "title"),
        ({"title": "长" * 10_000}, "title"),
        ({"budget_min": "3000000"}, "budget_max"),
        ({"deadline": "2020-01-01"}, "deadline"),
        ({"technology_field": "alchemy"}, "technology_field"),
        ({"trl": 10}, "trl"),
        ({"modes": ["gift"]}, "modes"),
        ({"indicators": [{"name": "x", "value": "NaN"}]}, "indicators-0-value"),
        ({"indicators": [{"name": "x", "value": "1e400"}]}, "indicators-0-value"),
        ({"indicators": [{"name": "x", "value": "1", "comparator": "≈"}]}, "indicators-0-comparator"),
        ({"indicators": [{"name": "x", "value": "1", "comparator": "range"}]}, "indicators-0-value_max"),
    ],
)  # fmt: skip
def test_a_wrong_value_names_its_field(market: Market, change: Any, field: str) -> None:
    refused = client(market.buyer).post(f"{API}/needs/", NEED | change)
    assert refused.status_code == 400
    assert list(refused.json()["errors"]) == [field]
    assert not Listing.objects.exists()


def test_details_follow_the_reader(market: Market) -> None:
    found = factories.achievement(
        market.researcher, disclosure="registered", innovation="预置褶皱", summary="摘要"
    )
    address = f"{API}/achievements/{found.pk}/"
    visitor = client(None).get(address).json()
    assert visitor["details_readable"] is False
    for hidden in ("innovation", "abstract", "price", "price_mode", "stage", "indicators"):
        assert visitor[hidden] is None
    assert visitor["summary"] == "摘要"
    assert "预置褶皱" not in str(client(None).get(f"{API}/achievements/").json())
    assert client(market.stranger).get(address).json()["innovation"] == "预置褶皱"


def test_required_conditions_are_written_and_those_of_the_details_kept_from_others(
    market: Market,
) -> None:
    strict = NEED | {
        "region": "130900",
        "budget_max": "500000",
        "disclosure": "confidential",
        "required_conditions": ["region", "price"],
    }
    made = client(market.buyer).post(f"{API}/needs/", strict).json()
    assert made["required_conditions"] == ["region", "price"]
    buyer = client(market.buyer)
    address = f"{API}/needs/{made['id']}/"
    buyer.post(f"{address}publish/")
    assert client(market.stranger).get(address).json()["required_conditions"] == ["region"]
    refused = buyer.put(address, strict | {"required_conditions": ["colour"], "revision": 1})
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["required_conditions"])


def test_drafts_are_their_owners(market: Market) -> None:
    found = factories.need(market.buyer, publish=False)
    address = f"{API}/needs/{found.pk}/"
    assert client(market.stranger).get(address).status_code == 404
    assert len(client(market.stranger).get(f"{API}/needs/").json()["results"]) == 0
    assert len(client(market.buyer).get(f"{API}/needs/").json()["results"]) == 0
    assert len(client(market.buyer).get(f"{API}/needs/?mine=true").json()["results"]) == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 403), ("stranger", 403), ("researcher", 403), ("operator", 403)],
)
def test_others_write_nothing(market: Market, who: str | None, status: int) -> None:
    found = factories.need(market.buyer)
    events = Event.objects.count()
    person = client(getattr(market, who) if who else None)
    address = f"{API}/needs/{found.pk}"
    assert person.put(f"{address}/", NEED | {"revision": 1}).status_code == status
    assert person.post(f"{address}/publish/").status_code == status
    if who != "operator":  # operators moderate
        assert person.post(f"{address}/withdraw/").status_code == status
    made = person.post(f"{API}/needs/", NEED | {"owner": market.enterprise.pk})
    assert made.status_code == status
    found.refresh_from_db()
    assert (found.revision, found.status, Event.objects.count()) == (1, Status.PUBLISHED, events)
    assert Listing.objects.count() == 1


def test_a_stale_update_is_told_who(market: Market) -> None:
    found = factories.need(market.buyer)
    buyer = client(market.buyer)
    address = f"{API}/needs/{found.pk}/"
    buyer.put(address, NEED | {"revision": 1})
    stale = buyer.put(address, NEED | {"title": "另一个", "revision": 1})
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")
    assert (stale.json()["changed_by"], stale.json()["revision"]) == ("Buyer", 2)
    assert buyer.put(address, NEED).status_code == 428
    found.refresh_from_db()
    assert found.title == NEED["title"]


def test_a_kind_is_found_under_its_own_name(market: Market) -> None:
    found = factories.need(market.buyer)
    buyer = client(market.buyer)
    assert buyer.get(f"{API}/experts/{found.pk}/").status_code == 404
    assert buyer.post(f"{API}/achievements/{found.pk}/withdraw/").status_code == 404
    found.refresh_from_db()
    assert found.published


def test_lists_are_narrowed(market: Market) -> None:
    factories.need(
        market.buyer, title="镁合金压铸", technology_field="new_materials", region="130900", trl=4
    )
    factories.need(market.buyer, title="井下通信", summary="矿山", region="110000", trl=7)
    for query, titles in (
        ("technology_field=new_materials", ["镁合金压铸"]),
        ("region=130000", ["镁合金压铸"]),
        ("trl_min=5", ["井下通信"]),
        ("q=矿山", ["井下通信"]),
        (f"organisation={market.university.pk}", []),
        ("page_size=1", ["井下通信"]),
    ):
        found = client(None).get(f"{API}/needs/?{query}").json()["results"]
        assert [row["title"] for row in found] == titles, query
    for query in ("trl=99", "trl_min=0.5", "page_size=null", "page_size=0", "colour=red"):
        refused = client(None).get(f"{API}/needs/?{query}")
        assert refused.status_code == 400, query
        assert list(refused.json()["errors"]) == [query.split("=")[0]], query
    for query in ("region=999999", "trl_min=x", "language=xx", "q=" + "x" * 300, "q=%00"):
        refused = client(None).get(f"{API}/needs/?{query}")
        assert (refused.status_code, refused.json()["code"]) == (400, "invalid"), query


def test_a_list_asks_as_much_for_many_as_for_one(
    market: Market, django_assert_max_num_queries: Any
) -> None:
    for _each in range(4):
        factories.need(market.buyer, **{"indicators": ()})
    with django_assert_max_num_queries(4):
        assert len(client(None).get(f"{API}/needs/").json()["results"]) == 4


def test_an_indicator_may_be_written_as_text(market: Market) -> None:
    made = client(market.buyer).post(
        f"{API}/needs/", NEED | {"indicators": ["氧含量不高于6 ppm", "延伸率达到12%"]}
    )
    rows = [(row["name"], row["comparator"], row["unit"]) for row in made.json()["indicators"]]
    assert rows == [("氧含量", "<=", "ppm"), ("延伸率", ">=", "%")]


@pytest.mark.parametrize("written", ["性能优良", "氧含量≤6 ppm；延伸率≥12%", ""])
def test_a_text_that_is_not_one_indicator_is_refused(market: Market, written: str) -> None:
    answer = client(market.buyer).post(f"{API}/needs/", NEED | {"indicators": [written]})
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["indicators-0-name"]


PROFILE: dict[str, Any] = {
    "title": "宁海电子",
    "introduction": "专做柔性散热器件。",
    "website": "https://www.ninghai.example",
    "founded": 2009,
    "disclosure": "registered",
}


def test_a_profile_is_written_read_and_kept_single(market: Market) -> None:
    broker = client(market.broker)
    made = broker.post(f"{API}/profiles/", PROFILE)
    assert (made.status_code, made.json()["owner"]["id"]) == (201, market.agency.pk)
    address = f"{API}/profiles/{made.json()['id']}"
    assert broker.post(f"{address}/publish/").json()["status"] == "published"
    told = client(market.stranger).get(f"{address}/").json()
    assert {name: told[name] for name in PROFILE} == PROFILE
    visitor = client(None).get(f"{address}/").json()
    assert [visitor[name] for name in ("introduction", "website", "founded")] == [None] * 3
    again = broker.post(f"{API}/profiles/", PROFILE)
    assert (again.status_code, list(again.json()["errors"])) == (400, ["owner"])
    assert Listing.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"website": "http://www.ninghai.example"}, "website"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"founded": 3000}, "founded"),
        ({"founded": 10**30}, "founded"),
        ({"disclosure": "confidential"}, "disclosure"),
    ],
)
def test_a_wrong_value_of_a_profile_names_its_field(
    market: Market, change: Any, field: str
) -> None:
    refused = client(market.buyer).post(f"{API}/profiles/", PROFILE | change)
    assert (refused.status_code, list(refused.json()["errors"])) == (400, [field])
    assert not Listing.objects.exists()


def test_a_researcher_presents_no_university(market: Market) -> None:
    assert client(market.researcher).post(f"{API}/profiles/", PROFILE).status_code == 403
    assert not Listing.objects.exists()


def test_rights_are_asked_before_the_body_is_read(
    market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = factories.need(market.buyer)
    monkeypatch.setattr(ListingViewSet, "checked", lambda *_args: pytest.fail("the body was read"))
    nobody = client(factories.user())
    assert nobody.post(f"{API}/needs/", NEED).status_code == 403
    stranger = client(market.researcher)
    assert stranger.post(f"{API}/needs/", NEED).status_code == 403
    assert stranger.put(f"{API}/needs/{listing.pk}/", NEED).status_code == 403
    assert stranger.post(f"{API}/needs/{listing.pk}/withdraw/", {}).status_code == 403
    listing.refresh_from_db()
    assert (listing.revision, listing.status) == (1, Status.PUBLISHED)


@pytest.mark.parametrize("indicators", [["密度" * 200 + "≥1 g"], ["密度≥1 g/cm³"] * 61])
def test_indicators_beyond_their_limits_are_refused(market: Market, indicators: list[str]) -> None:
    refused = client(market.buyer).post(f"{API}/needs/", NEED | {"indicators": indicators})
    assert refused.status_code == 400
    assert [name.partition("-")[0] for name in refused.json()["errors"]] == ["indicators"]
    assert not Listing.objects.exists()


def test_an_address_that_there_is_not_answers_in_the_shape_of_the_api(db: None) -> None:
    refused = client(None).get(f"{API}/needs/abc/")
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
    assert "text/html" in client(None).get("/nowhere/").headers["Content-Type"]


def test_texts_are_read_with_the_passages_that_state_indicators(market: Market) -> None:
    text = "噪声不允许大于60分贝。流速≥3 quux/s。"
    answer = client(market.buyer).post(f"{API}/needs/read-indicators/", {"texts": [text]})
    (found,), (unread,) = answer.json()["found"], answer.json()["unread"]
    assert (found["name"], found["comparator"], found["passage"]) == (
        "噪声", "<=", "噪声不允许大于60分贝",
    )  # fmt: skip
    assert unread["passage"] == "流速≥3 quux/s"
    assert "unit is not known" in unread["problem"]
    refused = client(market.researcher).post(f"{API}/needs/read-indicators/", {"texts": [text]})
    assert refused.status_code == 403
    assert not Listing.objects.exists()
