"""Contract records by the JSON API."""

from __future__ import annotations

import pytest

from backend.contracts.models import Contract
from backend.core.models import Event
from tests.backend.contracts import records
from tests.backend.pairings.test_api import API, CONTRACT, client
from tests.factories import Market


def state(found: Contract) -> tuple[object, ...]:
    found = Contract.objects.get(pk=found.pk)
    return found.state, found.revision, found.amount, Event.objects.count()


def test_returned_redrafted_confirmed(market: Market) -> None:
    found = records.drafted(market)
    address = f"{API}/contracts/{found.pk}"
    office, buyer = client(market.office), client(market.buyer)
    answer = office.post(f"{address}/return/", {"revision": 1, "note": "请写明首付款"})
    assert (answer.json()["state"], answer.json()["waits_for"]) == (
        "returned",
        market.enterprise.pk,
    )
    changed = CONTRACT | {"revision": 2, "amount": "1300000.00"}
    answer = buyer.put(f"{address}/", changed)
    assert (answer.json()["state"], answer.json()["amount"]) == ("proposed", "1300000.00")
    answer = office.post(f"{address}/confirm/", {"revision": 3})
    assert (answer.json()["state"], answer.json()["confirmed_by"]) == ("signed", "Office")
    before = state(found)
    refused = buyer.put(f"{address}/", changed | {"revision": 5})
    assert (refused.status_code, refused.json()["code"]) == (409, "wrong_state")
    refused = office.post(f"{address}/confirm/", {"revision": 5})
    assert (refused.status_code, refused.json()["code"]) == (409, "wrong_state")
    assert state(found) == before


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 403), ("stranger", 404), ("buyer", 403), ("researcher", 403), ("operator", 403)],
)
def test_only_the_other_sides_office_confirms(market: Market, who: str | None, status: int) -> None:
    found = records.drafted(market)
    before = state(found)
    person = client(getattr(market, who) if who else None)
    answer = person.post(f"{API}/contracts/{found.pk}/confirm/", {"revision": 1})
    assert answer.status_code == status
    assert state(found) == before


def test_a_stale_redraft_overwrites_nothing(market: Market) -> None:
    found = records.drafted(market)
    address = f"{API}/contracts/{found.pk}/"
    client(market.buyer).put(address, CONTRACT | {"revision": 1, "amount": "2.00"})
    before = state(found)
    refused = client(market.office).put(address, CONTRACT | {"revision": 1})
    assert (refused.status_code, refused.json()["changed_by"]) == (409, "Buyer")
    assert state(found) == before


def test_parties_read_and_strangers_do_not(market: Market) -> None:
    found = records.drafted(market)
    address = f"{API}/contracts/{found.pk}/"
    assert client(market.researcher).get(address).json()["title"] == "散热膜委托开发"
    assert client(market.stranger).get(address).status_code == 404
    [row] = client(market.office).get(f"{API}/contracts/?state=proposed").json()["results"]
    assert row["id"] == found.pk
    assert client(market.office).get(f"{API}/contracts/?state=none").status_code == 400
