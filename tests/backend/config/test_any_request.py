"""Whatever is sent to whatever address, there is an answer, and it is never a fault of ours."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

import hypothesis
import pytest
from django.db import transaction
from django.test import Client
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st

from tests.browsers import browser
from tests.factories import Market

from .addresses import addresses
from .planted import plant_the_rest, planted_listings

MANY = 10_000
# What breaks programs: signs without meaning, half characters, numbers that are none, days that are not.
ODD = (
    "",
    " ",
    "\x00",
    "\ud800",
    "-1",
    "9" * 30,
    "1e999",
    "NaN",
    "%s",
    "{{x}}",
    "2026-02-30",
    "999999",
)
TEXTS = st.sampled_from(ODD) | st.text(max_size=30)
NUMBERS = st.integers(-(10**20), 10**20) | st.floats()
JSON = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)


@dataclass(frozen=True)
class Operation:
    """One of the API's own description, with an address of a thing that there is."""

    method: str
    address: str
    asked: tuple[str, ...]  # names in the address
    sent: tuple[str, ...]  # names in the body


def operations(there: list[str]) -> list[Operation]:
    """All that the API describes, with the ids of what there is where they are known."""
    schema = SchemaGenerator().get_schema(public=True)
    found = []
    for path, methods in schema["paths"].items():
        for method, described in methods.items():
            asked = [row["name"] for row in described.get("parameters", ()) if row["in"] == "query"]
            content = described.get("requestBody", {}).get("content", {})
            body = content.get("application/json", {}).get("schema", {})
            name = body.get("$ref", "").rpartition("/")[2]
            sent = schema["components"]["schemas"].get(name, body).get("properties", {})
            found.append(Operation(method, _address(path, there), tuple(asked), tuple(sent)))
    return found


def _address(path: str, there: list[str]) -> str:
    """The path with ids of what there is, so far as an address that begins so is known."""
    begun = re.sub(r"\\{.*?\\}", "([^/]+)", re.escape(path.partition("}")[0] + "}"))
    for address in there:
        if known := re.match(f"{begun}/", address):
            path = re.sub(r"\{.*?\}", known[1], path, count=1)
            break
    return re.sub(r"\{.*?\}", "1", path)


class Forms(HTMLParser):
    """The forms of a page: where they are sent, and the names of their fields with what is chosen."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note forms and fields."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((given.get("method", "get"), given.get("action", ""), {}))
        elif tag in {"input", "select", "textarea", "button"} and given.get("name") and self.found:
            self.found[-1][2].setdefault(given["name"], given.get("value", ""))


# All is drawn before anything is asked, so that what is drawn depends on nothing that is there.
Picks = list[tuple[int, str, Any]]
PICKS = st.lists(st.tuples(st.integers(0, 999), TEXTS, JSON), min_size=1, max_size=6)


def page_asked(client: Client, address: str, picks: Picks) -> tuple[str, int]:
    """Open a page, fill one of its forms with anything at all, and send it."""
    shown = client.get(address)
    if shown.status_code != 200 or "text/html" not in shown["Content-Type"]:
        return address, shown.status_code
    forms = Forms(shown.content.decode()).found
    if not forms:
        return address, shown.status_code
    method, action, fields = forms[picks[0][0] % len(forms)]
    values = fields | {name: text for name, text, _value in _named(tuple(fields), picks)}
    values = {name: value.replace("\ud800", "?") for name, value in values.items()}
    send = client.post if method.lower() == "post" else client.get
    place = action if action.startswith("/") else address + action
    return f"{method} {place} {values}", send(place, values).status_code


def api_asked(client: Client, operation: Operation, picks: Picks) -> tuple[str, int]:
    """Send anything at all to one of the API's operations."""
    asked = {n: text.replace("\ud800", "?") for n, text, _v in _named(operation.asked, picks)}
    sent = {name: value for name, _text, value in _named(operation.sent, picks)}
    answer = client.generic(
        operation.method.upper(),
        operation.address,
        json.dumps(sent),
        content_type="application/json",
        query_params=asked,
    )
    return f"{operation.method} {operation.address} {asked} {sent}", answer.status_code


def _named(names: tuple[str, ...], picks: Picks) -> list[tuple[str, str, Any]]:
    return [(names[n % len(names)], text, value) for n, text, value in picks] if names else []


@pytest.mark.nightly
def test_any_request_is_answered(market: Market, index: None, settings: Any) -> None:
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"DEFAULT_THROTTLE_CLASSES": []}
    world = planted_listings(market)
    plant_the_rest(world)
    there = addresses(world.secret)
    pages = [address for address in there if not address.startswith("/api/")]
    known = operations(there)
    people = (market.operator, market.office, market.buyer, world.outsiders["everything"], None)
    clients = [browser(person) for person in people]
    for client in clients:
        client.raise_request_exception = False

    @hypothesis.settings(
        max_examples=MANY,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @hypothesis.given(
        st.sampled_from(clients),
        st.sampled_from(pages),
        st.sampled_from(known),
        st.booleans(),
        PICKS,
    )
    def ask(client: Client, page: str, operation: Operation, by_page: bool, picks: Picks) -> None:
        with transaction.atomic():
            told = (
                page_asked(client, page, picks) if by_page else api_asked(client, operation, picks)
            )
            transaction.set_rollback(True)
        if told[1] >= 500 and told[0] not in faults:
            faults.append(told[0])

    faults: list[str] = []
    ask()
    assert faults == []
