"""Ownership over the API: the same services, the same refusals."""

from __future__ import annotations

from django.test import Client
from django.utils import timezone

from backend.accounts.models import User
from backend.ownership.models import Plan
from tests.backend.pairings import pairs
from tests.factories import Market

BASE = "/api/v1/ownership/"
JSON = {"content_type": "application/json"}


def client(person: User) -> Client:
    found = Client()
    found.force_login(person)
    return found


def test_rights_shares_and_report(market: Market) -> None:
    deal = pairs.deal(market)
    office, researcher = client(market.office), client(market.researcher)
    right = {
        "achievement": deal.offer_id, "kind": "ownership", "share": "70", "inventors": "李",
        "starts_on": timezone.localdate().isoformat(), "reasons": "转化",
    }  # fmt: skip
    assert client(market.buyer).post(f"{BASE}grants/", right, **JSON).status_code == 403
    applied = researcher.post(f"{BASE}grants/", right, **JSON)
    assert applied.status_code == 201, applied.content
    path = f"{BASE}grants/{applied.json()['id']}/"
    assert researcher.post(f"{path}give/", {"revision": 1}, **JSON).status_code == 403
    assert office.post(f"{path}give/", {"revision": 1}, **JSON).json()["state"] == "granted"
    assert client(market.buyer).get(path).status_code == 404

    plan = {
        "deal": deal.pk, "pricing": "listed",
        "shares": [
            {"kind": "institution", "percent": "30"},
            {"kind": "inventor", "person": market.researcher.pk, "percent": "69.99"},
        ],
    }  # fmt: skip
    refused = office.post(f"{BASE}shares/", plan, **JSON)
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["shares"])
    plan["shares"][1]["percent"] = "70"  # type: ignore[index]
    proposed = office.post(f"{BASE}shares/", plan, **JSON)
    assert proposed.status_code == 201, proposed.content
    found = proposed.json()
    agree = f"{BASE}shares/{found['id']}/agree/"
    assert client(market.buyer).post(agree, {"revision": 1}, **JSON).status_code == 404
    agreed = researcher.post(agree, {"revision": found["revision"]}, **JSON)
    assert agreed.json()["state"] == Plan.State.AGREED
    report = office.get(f"{BASE}report/").json()
    assert (report["institution"], report["rows"]) == (market.university.pk, [])
    assert researcher.get(f"{BASE}report/").status_code == 404
