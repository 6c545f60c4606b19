"""Every text bears a word of its own, and is looked for as everybody, wherever data leaves."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from unittest import mock

import pytest
from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer
from django.core import mail
from django.http import HttpResponse
from django.template.base import NodeList
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from rest_framework.test import APIClient

from backend.accounts.services import token_issue
from backend.accounts.values import AREAS
from backend.core.models import Delivery, Event
from backend.following.services import search_save
from backend.portal.jobs import digests_make, notices_post
from backend.webhooks.models import Message as Told
from backend.webhooks.services import endpoint_add
from tests.browsers import browser
from tests.factories import Market, actor

from .addresses import addresses
from .planted import Planted, plant_the_rest, planted_listings

WORD = re.compile(r"zq[0-9a-f]{12}qz")
# What a plain address does not ask for.
ASKED = (
    "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    "/pools/needs/?format=xlsx",
    "/pools/projects/?format=xlsx",
    "/api/v1/needs/?page_size=100",
    "/api/v1/achievements/?page_size=100",
)
NOTHING = "zq0a1b2c3d4e5fqz"  # a word that stands nowhere
OWN = ("/desk/", "/inbox/", "/api/v1/inbox/", "/deals/", "/pools/needs/", "/brokerage/")
EACH = ("visitor", "registered", "firm", "broker", "officer", "everything")
SOME = ("visitor", "everything")  # rights only grow with duties
SEARCHES = ("search", "suggestions", "organisations", "shelf", "need_pool", "join", "patent_needs")


@pytest.fixture
def sockets(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All that goes to sockets."""
    sent: list[str] = []

    async def kept(self: object, group: str, message: dict[str, Any]) -> None:
        sent.append(repr(message))

    monkeypatch.setattr(InMemoryChannelLayer, "group_send", kept)
    return sent


def said(answer: Any) -> str:
    """All that an answer tells: its headers, its text, and what is inside a workbook or a PDF."""
    body = _streamed(answer) if answer.streaming else answer.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(body)) as inside:
            body = b"".join(inside.read(name) for name in inside.namelist())
    elif body.startswith(b"%PDF-1.7"):  # typeset here; what people sent is as they sent it
        body = "".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages).encode()
    return f"{dict(answer.headers)} {body.decode(errors='replace')}"


def _streamed(answer: Any) -> bytes:
    if not answer.is_async:
        return b"".join(answer.streaming_content)

    async def whole() -> bytes:
        return b"".join([part async for part in answer.streaming_content])

    return async_to_sync(whole)()


def read(client: Client, address: str) -> str:
    """What is told at an address, and at the one that it sends on to for a file."""
    answer = client.get(address)
    assert answer.status_code < 500, address
    if answer.status_code == 302 and "/files/open/" in answer["Location"]:
        answer = client.get(answer["Location"])
    return said(answer)


def leaked(world: Planted, text: str, audience: frozenset[str]) -> list[str]:
    """The places whose words stand in a text and are not for these readers."""
    found = set(WORD.findall(text))
    return sorted(world.places[w] for w in found if not world.readers[w] & audience)


def followed(world: Planted) -> dict[str, str]:
    """What outsiders keep that tells them of what is new; name → address of a feed."""
    feeds = {}
    for name, person in world.outsiders.items():
        if person is None:
            continue
        for text in ("散热", "导热系数"):
            kept = search_save(actor=actor(person), name=text, text=text, everything=True)
            feeds[f"{name} {text}"] = reverse("search_feed", args=[kept.secret])
    firm = world.outsiders["firm"]
    assert firm is not None
    who = actor(firm)
    endpoint_add(actor=who, organisation_id=who.organisation_id or 0, url="http://127.0.0.1:9/")
    return feeds


@pytest.fixture
def bare_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most addresses refuse: their words without the frame of pages, which other pages show."""

    def told(request: Any, template: str, context: dict[str, Any], status: int) -> HttpResponse:
        return HttpResponse(str(context["refusal"].message), status=status)

    monkeypatch.setattr("backend.core.middleware.render", told)


@contextmanager
def without_header() -> Iterator[None]:
    """Pages as they are but for the header, which tells a reader the same on each."""
    header: Any = get_template("portal/_header.html")
    with mock.patch.object(header.template, "nodelist", NodeList()):
        yield


@pytest.mark.parametrize("roles", [SOME, pytest.param(EACH, marks=pytest.mark.nightly)])
def test_nobody_is_told_what_is_not_for_him(
    market: Market,
    index: None,
    drain: Callable[[], int],
    sockets: list[str],
    bare_refusals: None,
    settings: Any,
    roles: Sequence[str],
) -> None:
    settings.OUTGOING_LOOPBACK = True
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"DEFAULT_THROTTLE_CLASSES": []}
    world = planted_listings(market)
    feeds = followed(world)
    drain()
    plant_the_rest(world)
    # Who is told of all that; what else it sets off was set off by the listings.
    Delivery.objects.exclude(reaction__contains="notify").update(state=Delivery.State.DONE)
    drain()
    notices_post()
    digests_make()
    leaks: dict[str, set[str]] = defaultdict(set)
    for name, address in feeds.items():
        who = actor(world.outsiders[name.split()[0]]).audience
        leaks[f"feed of {name}"].update(leaked(world, read(Client(), address), who))
    asked = [place for place in (*addresses(world.secret), *ASKED) if place not in OWN]
    for name, person in world.outsiders.items():
        client, audience = browser(person), actor(person).audience
        # What depends on the duty that one acts in, of those too who are not walked wholly.
        for address in OWN:
            leaks[f"{name} {address}"].update(leaked(world, read(client, address), audience))
        if name in roles:
            with without_header():
                for address in asked:
                    found = leaked(world, read(client, address), audience)
                    leaks[f"{name} {address}"].update(found)
                leaks |= _searched(world, name, client, audience)
    leaks |= _sent(world, sockets)
    assert not {place: words for place, words in leaks.items() if words}
    party = browser(market.buyer)
    with without_header():
        seen = {word for address in asked[::9] for word in WORD.findall(read(party, address))}
    assert len(seen) > 20, "the walk reads next to nothing"


def _searched(
    world: Planted, name: str, client: Client, audience: frozenset[str]
) -> dict[str, set[str]]:
    """A search for a word that one may not read is one for a word that there is not."""
    hidden = [w for w, may in world.readers.items() if not may & audience]
    hidden = [w for w in hidden if ": " in world.places[w]][:: len(hidden) // 4 or 1][:4]
    found: dict[str, set[str]] = {}
    for place in SEARCHES:
        nothing = _plain(client.get(reverse(place), {"q": NOTHING, "all": "on"}), NOTHING)
        for asked in hidden:
            answer = _plain(client.get(reverse(place), {"q": asked, "all": "on"}), asked)
            if answer != nothing:
                found[f"{name} {place}?q"] = {world.places[asked]}
        begun = said(client.get(reverse(place), {"q": "zq"}))
        found[f"{name} {place}?q=zq"] = set(leaked(world, begun, audience))
    return found


def _plain(answer: Any, asked: str) -> str:
    text = re.sub(r"csrf[^>]*>|hx-headers='[^']*'|x-csrftoken[^}]*|nonce-[^'\"]*", "", said(answer))
    return re.sub(r"\d\d:\d\d", "", text).replace(asked, "")


def _sent(world: Planted, sockets: list[str]) -> dict[str, set[str]]:
    """What went out by itself: mails to outsiders, sockets, their firm's webhook."""
    found = {"sockets": set(leaked(world, " ".join(sockets), frozenset()))}
    for name, person in world.outsiders.items():
        if person is not None:
            mails = [str(sent.message()) for sent in mail.outbox if person.email in sent.to]
            found[f"mails to {name}"] = set(leaked(world, " ".join(mails), actor(person).audience))
    bodies = " ".join(Told.objects.values_list("body", flat=True))
    found["webhook"] = set(leaked(world, bodies, frozenset()))
    return found


def test_a_token_reads_within_its_areas_alone(market: Market) -> None:
    """Of one for listings every other address of the API is closed, whatever its person may read."""
    _token, secret = token_issue(
        actor=actor(market.buyer), name="narrow", writes=False, areas=["listings"], days=1
    )
    client = APIClient(headers={"authorization": f"Bearer {secret}"})
    before = Event.objects.count()
    within = AREAS["listings"][1]
    for address in addresses([]):
        area = address.removeprefix("/api/v1/").split("/")[0]
        if address.startswith("/api/v1/") and area not in within and area not in OF_ALL:
            assert client.get(address).status_code in (403, 405), address
    assert Event.objects.count() == before


OF_ALL = ("schema", "docs", "statistics")  # told to everybody
