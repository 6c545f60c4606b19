"""What broke under attack once, each with its kind; every refusal leaves nothing behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from rest_framework.test import APIClient

from backend.accounts.models import User
from backend.catalog.models import Listing
from backend.core.api.parsers import DEEPEST
from tests import factories
from tests.browsers import browser
from tests.factories import Market

BEYOND = 10**18  # the first that is no id; beyond 64 bits follow more digits
HUGE = ["9" * 20, "9" * 23, "9" * 5000, "-" + "9" * 23, "1e400", "0x10", "１２３"]


def api(person: User | None = None, **extra: Any) -> APIClient:
    found = APIClient(headers={"accept-language": "en"}, **extra)
    if person is not None:
        found.force_login(person)
    return found


def patterns(inside: Any, prefix: str = "") -> Iterator[str]:
    for entry in inside:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns, path)
        elif isinstance(entry, URLPattern):
            yield path


# Numbers beyond what the database holds


def test_no_address_takes_an_unbounded_number() -> None:
    ours = [p for p in patterns(get_resolver().url_patterns) if not p.startswith(("admin", "acc"))]
    assert not [path for path in ours if "<int:" in path]
    assert sum("<id:" in path for path in ours) > 20


def test_an_id_too_long_is_not_found(market: Market) -> None:
    client = api(market.operator)
    ours = [p for p in patterns(get_resolver().url_patterns) if p.count("<") == 1 and "<id:" in p]
    for path in ours:
        for number, statuses in ((BEYOND - 1, range(500)), (10**22, [404])):
            address = "/" + re.sub("<id:.*?>", str(number), path)
            for answer in (client.get(address), client.post(address, {})):
                assert answer.status_code in statuses, address


def test_no_filter_of_the_api_breaks(market: Market) -> None:
    factories.need(market.buyer)
    lists = ["needs", "achievements", "experts", "profiles", "organisations", "pairings", "deals"]
    names = ["organisation", "listing", "trl_min", "need", "offer", "region", "page", "page_size"]
    client = api(market.operator)
    for kind in [*lists, "contracts", "inbox"]:
        for value in HUGE[1:4]:
            # One at a time where the first refusal would hide the next.
            for asked in [{name: value} for name in names[:4]] + [dict.fromkeys(names[4:], value)]:
                answer = client.get(f"/api/v1/{kind}/", asked)
                assert answer.status_code < 500, (kind, asked)


def test_a_wrong_whole_number_is_named(market: Market) -> None:
    for name, value in [("organisation", "9" * 23), ("trl_min", "0.5"), ("trl_min", "99")]:
        answer = api().get("/api/v1/needs/", {name: value})
        assert (answer.status_code, list(answer.json()["errors"])) == (400, [name])


def test_no_page_breaks_on_a_number(market: Market) -> None:
    need = factories.need(market.buyer)
    client = browser(market.buyer)
    for value in HUGE[1:3]:
        for address in ("/listings/need/", "/search/", "/contracts/", "/inbox/", "/desk/"):
            assert client.get(address, {"page": value, "kind": value}).status_code < 500, address
        assert client.get("/listings/need/", {"region": value, "trl": value}).status_code < 500
        for place, field in [
            (reverse("organisation_switch"), "organisation"),
            (reverse("listing_edit", args=[need.pk]), "revision"),
            (reverse("listing_broker", args=[need.pk]), "broker"),
        ]:
            assert client.post(place, {field: value}).status_code < 500, place
    need.refresh_from_db()
    assert (need.revision, need.broker_id) == (1, None)


def test_what_still_reaches_the_database_is_told_not_a_fault(market: Market) -> None:
    body = {"title": "过大的数", "revision": 1, "owner": 10**23}
    client = api(market.buyer)
    client.raise_request_exception = False
    answer = client.post("/api/v1/needs/", body)
    assert answer.status_code in {400, 403, 404}
    assert not Listing.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "[" * 990 + "]" * 990,
        "[" * 100_000 + "]" * 100_000,
        '{"title": ' + "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1) + "}",
        '{"title": "x", "trl": ' + "9" * 5000 + "}",
        '{"title": "x", "budget_min": ' + "9" * 5000 + "}",
        '{"title": "x", "trl": 1e999}',
        "[[]]",
        "7",
        "null",
    ],
)
def test_hostile_json_is_refused(market: Market, body: str) -> None:
    answer = api(market.buyer).post("/api/v1/needs/", body, content_type="application/json")
    assert answer.status_code == 400, answer.content[:200]
    assert not Listing.objects.exists()


# Rights before bodies


def test_rights_are_asked_before_a_body_is_read(market: Market) -> None:
    """Every address of the API, by somebody who may do nothing, with a body that cannot be read."""
    client = api(factories.user())
    everybodys = {
        f"/api/v1/{name}/"
        for name in (
            "organisations",
            "inbox/read",
            "saved-searches",
            "follows",
            "join-requests",
            "reports",
            "tickets",
            "preferences",
            "preferences/habits",
            "proposals",  # whose object the body names
        )
    }
    asked = 0
    for path in sorted(set(patterns(get_resolver().url_patterns))):
        if not path.startswith("api/v1/") or "format" in path:
            continue
        address = "/" + re.sub(r"\(\?P<.*?>.*?\)|<.*?>", "7", path).replace("^", "").replace(
            "$", ""
        )
        for send in (client.post, client.put, client.patch):
            answer = send(address, data="{", content_type="application/json")
            asked += answer.status_code != 405
            assert answer.status_code != 400 or address in everybodys, address
            assert answer.status_code < 500, address
    assert asked > 20
    need = factories.need(market.buyer)
    for person, status in ((market.researcher, 403), (None, 403)):
        answer = api(person).put(
            f"/api/v1/needs/{need.pk}/", data="{", content_type="application/json"
        )
        assert answer.status_code == status


class Sender(ApplicationCommunicator):
    """A client that sends a body in parts."""

    def __init__(self, *, path: str, headers: list[tuple[bytes, bytes]]) -> None:
        from backend.config.asgi import application

        scope = {
            "type": "http", "method": "POST", "path": path, "query_string": b"",
            "headers": [(b"host", b"localhost"), *headers],
        }  # fmt: skip
        super().__init__(application, scope)

    async def status(self, part: bytes, parts: int) -> int:
        for n in range(parts):
            more = n < parts - 1
            await self.send_input({"type": "http.request", "body": part, "more_body": more})
        started: dict[str, Any] = await self.receive_output(timeout=20)
        await self.wait(timeout=20)
        return int(started["status"])


PART = b"x" * 500_000


@pytest.mark.django_db(transaction=True)
async def test_a_stranger_sends_no_large_body() -> None:
    announced = Sender(path="/api/v1/needs/", headers=[(b"content-length", b"200000000")])
    assert await announced.status(b"", 1) == 413
    made_up = f"{settings.SESSION_COOKIE_NAME}=madeup".encode()
    chunked = Sender(path="/api/v1/needs/", headers=[(b"cookie", made_up)])
    assert await chunked.status(PART, 8) == 413
    small = Sender(path="/api/v1/needs/", headers=[(b"content-length", b"2")])
    assert await small.status(b"{}", 1) == 403


@pytest.mark.django_db(transaction=True)
async def test_who_is_signed_in_sends_files_up_to_a_limit() -> None:
    from asgiref.sync import sync_to_async

    client = Client()
    person = await sync_to_async(factories.user)()
    await sync_to_async(client.force_login)(person)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = (b"cookie", f"{settings.SESSION_COOKIE_NAME}={key}".encode())
    sent = Sender(path="/api/v1/needs/", headers=[cookie, (b"content-length", b"4000000")])
    assert await sent.status(PART, 8) == 403  # the answer of the view
    over = str(settings.FILES_BODY_MAX_BYTES + 1).encode()
    refused = Sender(path="/api/v1/needs/", headers=[cookie, (b"content-length", over)])
    assert await refused.status(b"", 1) == 413


# Limits that made-up addresses stepped around


def test_a_made_up_address_does_not_reset_a_limit(db: None, monkeypatch: Any) -> None:
    from rest_framework.throttling import AnonRateThrottle

    monkeypatch.setattr(AnonRateThrottle, "get_rate", lambda self: "3/min")
    answers = [
        api().get("/api/v1/needs/", HTTP_X_FORWARDED_FOR=f"10.0.0.{n}").status_code
        for n in range(5)
    ]
    assert answers == [200, 200, 200, 429, 429]


def test_the_sign_in_limit_is_not_pushed_out(market: Market, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}
    form = {"login": "nobody@example.org", "password": "wrong-password-1"}
    place = reverse("account_login")
    for _ in range(3):
        assert Client().post(place, form, HTTP_X_FORWARDED_FOR="10.1.1.1").status_code == 200
    for n in range(2_000):
        cache.set(f"made-up-{n}", n, 600)
    assert Client().post(place, form, HTTP_X_FORWARDED_FOR="10.1.1.2").status_code == 429


# Sessions and mails


# Installations


# Words
