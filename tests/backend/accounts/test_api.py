"""Me and organisations by the JSON API."""

from __future__ import annotations

from rest_framework.test import APIClient

from backend.accounts.models import Membership, Organisation, User
from tests import factories
from tests.factories import Market

API = "/api/v1"


def client(person: User | None) -> APIClient:
    found = APIClient(headers={"accept-language": "en"})
    if person is not None:
        found.force_login(person)
    return found


def test_me(market: Market) -> None:
    shown = client(market.office).get(f"{API}/me/").json()
    assert (shown["email"], shown["organisation"]) == (market.office.email, market.university.pk)
    assert [row["duties"] for row in shown["memberships"]] == [["university_office"]]
    assert client(None).get(f"{API}/me/").status_code == 403


def test_unverified_organisations_are_their_members(market: Market) -> None:
    waiting = factories.organisation("enterprise", verified_at=None)
    address = f"{API}/organisations/{waiting.pk}/"
    assert client(None).get(address).status_code == 404
    assert client(market.stranger).get(address).status_code == 404
    assert client(market.operator).get(address).json()["verified"] is False
    listed = client(None).get(f"{API}/organisations/?kind=university").json()["results"]
    assert [row["id"] for row in listed] == [market.university.pk]
    assert "credit_code" not in listed[0]


def test_registering_an_organisation(db: None) -> None:
    person = factories.user()
    data = {
        "kind": "enterprise",
        "name": "渤海精密",
        "credit_code": factories.credit_code(),
        "region": "130900",
    }
    wrong = client(person).post(f"{API}/organisations/", data | {"credit_code": "9" * 18})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["credit_code"])
    assert client(None).post(f"{API}/organisations/", data).status_code == 403
    assert not Organisation.objects.exists()
    made = client(person).post(f"{API}/organisations/", data)
    assert (made.status_code, made.json()["verified"]) == (201, False)
    assert Membership.objects.get().user == person
