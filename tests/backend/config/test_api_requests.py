"""What holds of every request to the API: problems, keys, versions, cursors."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from backend.attachments.models import Attachment
from backend.catalog.models import Listing
from backend.core.jobs import keys_forget
from backend.core.models import Event, KeptAnswer
from backend.deals.models import Deal
from tests import factories
from tests.backend.attachments.samples import PDF
from tests.backend.pairings import pairs
from tests.factories import Market
from tests.racing import at_once

API = "/api/v1"
KEY = {"idempotency-key": "7f0c"}
NEED = {"title": "手机用散热膜"}


def client(person: Any = None, language: str = "en") -> APIClient:
    found = APIClient(headers={"accept-language": language})
    if person is not None:
        found.force_login(person)
    return found


def test_a_refusal_is_a_problem_in_the_readers_language(market: Market) -> None:
    asked = client(market.buyer, "zh-hans").post(f"{API}/needs/", {"title": "", "trl": 12})
    told = asked.json()
    assert (asked.status_code, asked["Content-Type"]) == (400, "application/problem+json")
    assert (told["type"], told["status"]) == ("urn:tiqiao:problem:invalid", 400)
    assert set(told["errors"]) == {"title", "trl"}
    assert all("一" <= told[name][0] <= "鿿" for name in ("title", "detail"))
    buyer = client(market.buyer)
    for answer, status in [
        (buyer.get(f"{API}/nowhere/"), 404),
        (buyer.get(f"{API}/needs/999/"), 404),
        (buyer.delete(f"{API}/needs/"), 405),
        (buyer.post(f"{API}/needs/", "{", content_type="application/json"), 400),
        (buyer.post(f"{API}/needs/", "x", content_type="text/plain"), 415),
        (client().post(f"{API}/needs/", NEED), 403),
        (client().get(f"{API}/exchange/nothing/"), 404),
        (client().get("/exchange/feed/?limit=0"), 400),
        (client().get(f"{API}/events/stream/"), 403),
    ]:
        told = answer.json()
        assert (answer.status_code, told["status"]) == (status, status), told
        assert answer["Content-Type"] == "application/problem+json"
        assert told["type"] == f"urn:tiqiao:problem:{told['code']}"
        assert told["title"]
        assert told["detail"]
    assert not Listing.objects.exists()


def test_a_key_is_answered_once_and_its_refusal_frees_it(market: Market) -> None:
    buyer = client(market.buyer)
    refused = buyer.post(f"{API}/needs/", {"title": ""}, headers=KEY)
    assert (refused.status_code, KeptAnswer.objects.count()) == (400, 0)
    first = buyer.post(f"{API}/needs/", NEED, headers=KEY)
    again = buyer.post(f"{API}/needs/", NEED, headers=KEY)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert again["Idempotent-Replayed"] == "true"
    assert again["ETag"] == first["ETag"] == '"1"'
    before = Event.objects.count()
    other = buyer.post(f"{API}/needs/", {"title": "另一个"}, headers=KEY)
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    for wrong in ("", "k" * 201, "é"):
        answer = buyer.post(f"{API}/needs/", NEED, headers={"idempotency-key": wrong})
        assert answer.status_code == 400, wrong
    assert Event.objects.count() == before
    # Somebody else's key of the same name is another one.
    stranger = client(market.stranger).post(f"{API}/needs/", NEED, headers=KEY)
    assert stranger.status_code == 201
    KeptAnswer.objects.filter(person=market.buyer.pk).update(status=None)
    unfinished = buyer.post(f"{API}/needs/", NEED, headers=KEY)
    assert (unfinished.status_code, unfinished.json()["code"]) == (409, "unfinished")
    assert keys_forget() == 0
    assert Listing.objects.count() == 2


def test_a_file_is_sent_once_under_its_key(market: Market) -> None:
    need = factories.need(market.buyer)
    address = f"{API}/subjects/listing/{need.pk}/files/"

    def send(data: bytes) -> Any:
        file = SimpleUploadedFile("report.pdf", data)
        body = {"file": file, "tier": "details"}
        return client(market.buyer).post(address, body, format="multipart", headers=KEY)

    assert [send(PDF).status_code, send(PDF).status_code] == [201, 201]
    assert send(PDF + b"%").status_code == 422
    assert Attachment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_at_once_one_of_them_does_it() -> None:
    market = factories.market()
    statuses: list[int] = []

    def send() -> None:
        statuses.append(client(market.buyer).post(f"{API}/needs/", NEED, headers=KEY).status_code)

    at_once(*[send] * 4)
    assert Listing.objects.count() == 1
    assert set(statuses) <= {201, 409}
    assert 201 in statuses


def test_a_change_names_the_version_it_rests_on(market: Market) -> None:
    buyer = client(market.buyer)
    need = factories.need(market.buyer)
    address = f"{API}/needs/{need.pk}/"
    read = buyer.get(address)
    assert read["ETag"] == f'"{read.json()["revision"]}"'
    unnamed = buyer.put(address, NEED)
    assert (unnamed.status_code, unnamed.json()["code"]) == (428, "version_not_named")
    for wrong in ('"99"', "*", 'W/"1"', "nonsense"):
        stale = buyer.put(address, NEED, headers={"if-match": wrong})
        assert (stale.status_code, stale.json()["code"]) == (412, "stale"), wrong
    assert Listing.objects.get().title == need.title
    written = buyer.put(address, NEED, headers={"if-match": read["ETag"]})
    assert (written.status_code, written.json()["title"]) == (200, NEED["title"])
    assert written["ETag"] != read["ETag"]
    assert buyer.put(address, {**NEED, "revision": 1}).status_code == 409


def test_a_deal_moves_by_the_version_that_was_read(market: Market) -> None:
    deal = pairs.deal(market)
    office = client(market.office)
    address = f"{API}/deals/{deal.pk}/"
    etag = office.get(address)["ETag"]
    before = Event.objects.count()
    for act in ("move_evaluation", "plan"):
        body = {"what": "寄样", "whose": "seller"}
        refused = office.post(f"{address}{act}/", body, headers={"if-match": '"99"'})
        assert (refused.status_code, refused.json()["code"]) == (412, "stale"), act
    assert Event.objects.count() == before
    moved = office.post(f"{address}move_evaluation/", {}, headers={"if-match": etag})
    assert (moved.status_code, moved["ETag"]) == (200, f'"{Deal.objects.get().revision}"')


def test_what_comes_meanwhile_shifts_no_page(market: Market) -> None:
    known = [factories.need(market.buyer, title=f"散热膜 {n}").pk for n in range(5)]
    reader = client()
    page = reader.get(f"{API}/needs/?page_size=2").json()
    found = [row["id"] for row in page["results"]]
    factories.need(market.buyer, title="新的")
    while page["next"]:
        page = reader.get(page["next"]).json()
        found += [row["id"] for row in page["results"]]
    assert found == known[::-1]
    assert reader.get(f"{API}/needs/?cursor=nonsense").status_code == 404
