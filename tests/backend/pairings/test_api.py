"""Pairings and deals by the JSON API: the same services, the same tiers, the same refusals."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from backend.accounts.models import User
from backend.contracts.models import Contract
from backend.core.models import Event
from backend.deals.models import Deal
from backend.pairings.models import Decision
from tests.backend.pairings import pairs
from tests.factories import Market

API = "/api/v1"
CONTRACT = {
    "title": "散热膜委托开发",
    "type": "development",
    "subtype": "commissioned",
    "amount": "1250000.00",
    "signed_on": timezone.localdate().isoformat(),
    "payment_form": "lump",
    "ip_ownership": "shared",
}


def client(person: User | None) -> APIClient:
    """A client with the person's session; CSRF is asked for as in a browser elsewhere."""
    found = APIClient(headers={"accept-language": "en"})
    if person is not None:
        found.force_login(person)
    return found


def test_from_the_list_to_the_contract(market: Market) -> None:
    found = pairs.pairing(market)
    buyer, office = client(market.buyer), client(market.office)
    [row] = buyer.get(f"{API}/pairings/").json()["results"]
    assert (row["id"], row["title"], row["level_label"]) == (
        found.pk,
        "面向移动终端的石墨烯散热膜",
        "Fits very well",
    )
    answer = buyer.post(f"{API}/pairings/{found.pk}/accept/", {"revision": 1})
    assert answer.status_code == 200
    assert (answer.json()["acts"], answer.json()["deal"]) == ([], None)
    [row] = office.get(f"{API}/pairings/").json()["results"]
    assert row["waits_for_me"] is True
    answer = office.post(f"{API}/pairings/{found.pk}/accept/", {"revision": 2})
    deal = Deal.objects.get()
    assert answer.json()["deal"] == deal.pk
    [row] = buyer.get(f"{API}/deals/").json()["results"]
    assert (row["stage"], row["origin_id"], row["waits_for_me"]) == ("contact", found.pk, True)
    answer = buyer.post(f"{API}/contracts/", CONTRACT | {"deal": deal.pk})
    assert answer.status_code == 201
    made = Contract.objects.get()
    assert (answer.json()["amount"], answer.json()["waits_for"]) == (
        "1250000.00",
        market.university.pk,
    )
    shown = buyer.get(f"{API}/deals/{deal.pk}/").json()
    assert shown["stage"] == "contract"
    [row] = buyer.get(f"{API}/contracts/?deal={deal.pk}").json()["results"]
    assert (row["id"], row["kind"]) == (made.pk, "main")


def test_reasons_are_rendered_for_the_reader(market: Market) -> None:
    found = pairs.pairing(market, offer_disclosure="confidential")
    answer = client(market.buyer).get(f"{API}/pairings/{found.pk}/")
    for hidden in (pairs.SECRET, "褶皱", "0.05", "4000000"):
        assert hidden not in answer.content.decode()
    shown = answer.json()
    assert shown["offer"]["details_readable"] is False
    assert [row["hidden"] for row in shown["indicators"]["rows"]] == [False, True, True]
    assert [row["tone"] for row in shown["reasons"] if row["hidden"]] == ["undisclosed"]
    own = client(market.researcher).get(f"{API}/pairings/{found.pk}/")
    assert pairs.SECRET in own.content.decode()


def test_declining_asks_a_reason(market: Market) -> None:
    found = pairs.pairing(market)
    office = client(market.office)
    address = f"{API}/pairings/{found.pk}/decline/"
    refused = office.post(address, {"revision": 1, "reason": "other"})
    assert refused.status_code == 400
    assert refused.json()["code"] == "invalid"
    assert list(refused.json()["errors"]) == ["note"]
    refused = office.post(address, {"revision": 1, "reason": "because"})
    assert list(refused.json()["errors"]) == ["reason"]
    answer = office.post(address, {"revision": 1, "reason": "terms", "note": "只做独占"})
    [_need, offer] = answer.json()["decisions"]
    assert (offer["decision"], offer["reason"], offer["note"]) == (
        "declined",
        "Terms of cooperation do not fit",
        "只做独占",
    )


@pytest.mark.parametrize("act", ["accept", "decline"])
@pytest.mark.parametrize(
    ("who", "status", "code"),
    [
        (None, 403, "not_authenticated"),
        ("stranger", 404, "not_found"),
        ("colleague", 403, "not_permitted"),
        ("operator", 403, "not_permitted"),
    ],
)
def test_others_change_nothing(
    market: Market, act: str, who: str | None, status: int, code: str
) -> None:
    found = pairs.pairing(market)
    events = Event.objects.count()
    person = client(getattr(market, who) if who else None)
    data = {"revision": 1, "reason": "terms"}
    refused = person.post(f"{API}/pairings/{found.pk}/{act}/", data)
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    found.refresh_from_db()
    assert (found.need_decision, found.offer_decision) == (Decision.OPEN, Decision.OPEN)
    assert Event.objects.count() == events


def test_stale_and_settled_are_told_apart(market: Market) -> None:
    found = pairs.pairing(market)
    buyer = client(market.buyer)
    client(market.office).post(f"{API}/pairings/{found.pk}/accept/", {"revision": 1})
    stale = buyer.post(f"{API}/pairings/{found.pk}/accept/", {"revision": 1})
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")
    assert (stale.json()["changed_by"], stale.json()["revision"]) == ("Office", 2)
    buyer.post(f"{API}/pairings/{found.pk}/accept/", {"revision": 2})
    settled = buyer.post(f"{API}/pairings/{found.pk}/accept/", {"revision": 3})
    assert (settled.status_code, settled.json()["code"]) == (409, "wrong_state")


def test_strangers_find_neither_pairing_nor_deal(market: Market) -> None:
    deal = pairs.deal(market)
    stranger = client(market.stranger)
    for address in (f"pairings/{deal.origin_id}", f"deals/{deal.pk}"):
        assert stranger.get(f"{API}/{address}/").status_code == 404
    for name in ("pairings", "deals", "contracts"):
        assert len(stranger.get(f"{API}/{name}/").json()["results"]) == 0
    assert stranger.post(f"{API}/contracts/", CONTRACT | {"deal": deal.pk}).status_code == 404
    assert not Contract.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount": "NaN"}, "amount"),
        ({"amount": "1e400"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"type": "gift"}, "type"),
        ({"subtype": "exclusive"}, "subtype"),
        ({"signed_on": "2999-01-01"}, "signed_on"),
        ({"signed_on": "2026-01-05"}, "signed_on"),
        ({"amount": "10000000000000"}, "amount"),
        ({"deal": 2**70}, "deal"),
        ({"title": "   "}, "title"),
        ({"currency": "DOGE"}, "currency"),
    ],
)
def test_a_wrong_draft_names_its_field(market: Market, change: Any, field: str) -> None:
    deal = pairs.deal(market)
    refused = client(market.buyer).post(f"{API}/contracts/", CONTRACT | {"deal": deal.pk} | change)
    assert refused.status_code == 400
    assert list(refused.json()["errors"]) == [field]
    assert not Contract.objects.exists()


def test_a_session_without_its_token_writes_nothing(market: Market) -> None:
    found = pairs.pairing(market)
    forged = APIClient(enforce_csrf_checks=True)
    forged.force_login(market.buyer)
    refused = forged.post(f"{API}/pairings/{found.pk}/accept/", {"revision": 1})
    assert (refused.status_code, refused.json()["code"]) == (403, "permission_denied")
    found.refresh_from_db()
    assert found.need_decision == Decision.OPEN


def test_broken_requests_get_an_answer(market: Market) -> None:
    found = pairs.pairing(market)
    buyer = client(market.buyer)
    address = f"{API}/pairings/{found.pk}/accept/"
    broken = buyer.generic("POST", address, b"{", content_type="application/json")
    assert (broken.status_code, broken.json()["code"]) == (400, "parse_error")
    assert buyer.post(address, {}).json()["code"] == "version_not_named"
    for body in ({"revision": "x"}, {"revision": 0}, [1]):
        assert buyer.post(address, body).json()["code"] == "invalid"
    for query in ("cursor=x", "page_size=0", "listing=x"):
        answer = buyer.get(f"{API}/pairings/?{query}")
        assert answer.status_code in {400, 404}
        assert "detail" in answer.json()
    assert buyer.get(f"{API}/pairings/999999999999999999/").status_code == 404
