"""A small market with a secret in it, lived through twice; and all that its readers are shown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse

from backend.accounts.models import User
from backend.catalog.models import Listing
from backend.catalog.services import listing_revise
from backend.catalog.values import IndicatorValues, values_of
from backend.core.dispatcher import deliver_all
from backend.discovery.selectors import Search, listings_search
from backend.pairings.models import Pairing
from backend.pairings.reasons import pairing_brief, pairing_view
from backend.pairings.selectors import pairings_recommended_to
from notifications import facade as notifications
from search_index import facade as search_index
from tests import factories
from tests.browsers import browser
from tests.factories import Market, actor

NAME, UNIT = "面内导热系数", "W/(m·K)"
WORDS = ("褶皱预置", "等离子烧结", "气凝胶", "水热合成")

Reading = dict[str, str]  # what a reader was shown at each place


@dataclass(frozen=True, slots=True)
class Stated:
    """What one side states in its details: of the one it is the secret, of the other the probe."""

    value: int = 1300
    money: int = 3_000_000
    word: str = WORDS[0]
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class World:
    """Who hides (``need``, ``offer`` or both), who holds the secret, and the listings as they are."""

    market: Market
    rival: User  # of another university, with offers of its own
    secret_in: str
    need: Listing
    offer: Listing
    others: Sequence[Listing]

    @property
    def probe(self) -> Listing:
        """The listing of whoever would like to know."""
        return self.need if self.secret_in == "offer" else self.offer

    @property
    def curious(self) -> list[User | None]:
        """Who may not read the secret: of the other side, of a rival, of nobody."""
        market = self.market
        return [market.buyer if self.secret_in == "offer" else market.researcher, self.rival, None]


def lived(
    market: Market,
    rival: User,
    *,
    secret_in: str,
    hiding: Sequence[str],
    secret: Stated,
    probes: Sequence[Stated],
    read: Callable[[World], Reading],
) -> list[Reading]:
    """What is read after each move of the probe; the world is gone afterwards."""
    readings = []
    with transaction.atomic():
        search_index.clear()
        first = {"need": probes[0], "offer": probes[0], secret_in: secret}
        world = _begun(market, rival, secret_in, hiding, first)
        for probe in probes:
            _revise(world, probe)
            deliver_all()
            readings.append(read(world))
        transaction.set_rollback(True)
    search_index.clear()
    return readings


def _begun(
    market: Market, rival: User, secret_in: str, hiding: Sequence[str], stated: dict[str, Stated]
) -> World:
    disclosures = {side: "confidential" if side in hiding else "public" for side in stated}
    others = [
        factories.achievement(rival, title=title, abstract=abstract, trl=5)
        for title, abstract in (
            ("手机用柔性散热膜", f"高导热散热膜，{NAME} 1250 {UNIT}，{WORDS[1]}。"),
            ("柔性导热膜", f"手机用的散热膜，{WORDS[0]}，{WORDS[2]}。"),
        )
    ]
    offer = factories.achievement(
        market.researcher,
        title="手机用石墨烯柔性散热膜",
        summary="高导热的柔性石墨烯散热膜，可弯折，用于手机。",
        disclosure=disclosures["offer"],
        **_details("offer", stated["offer"]),
    )
    need = factories.need(
        market.buyer,
        title="手机用高导热柔性散热膜",
        summary="希望得到高导热、可弯折的柔性散热膜，用于手机。",
        disclosure=disclosures["need"],
        **_details("need", stated["need"]),
    )
    others.append(factories.need(market.stranger, title="柔性散热膜", background="石墨烯散热膜。"))
    of_probe = need if secret_in == "offer" else offer
    by = market.buyer if secret_in == "offer" else market.researcher
    factories.assign_broker(of_probe, by, market.broker)
    return World(market, rival, secret_in, need, offer, others)


def _details(side: str, stated: Stated) -> dict[str, Any]:
    """Nothing of it stands in the summary, and no condition tells of it but those of details."""
    row = IndicatorValues(
        name=NAME,
        comparator=">=" if side == "need" else "=",
        value=Decimal(stated.value),
        unit=UNIT,
    )
    money = Decimal(stated.money)
    if side == "need":
        said = {"background": f"散热不足，试过{stated.word}。", "budget_max": money}
    else:
        said = {"abstract": f"采用{stated.word}工艺。", "price_mode": "fixed", "price": money}
    # Only who wants something in figures requires them.
    required = tuple(name for name in stated.required if side == "need" or name != "indicators")
    return {**said, "indicators": (row,), "required_conditions": required}


def _revise(world: World, probe: Stated) -> None:
    listing = Listing.objects.get(pk=world.probe.pk)
    side = "need" if world.secret_in == "offer" else "offer"
    who = world.market.buyer if side == "need" else world.market.researcher
    listing_revise(
        actor=actor(who),
        listing_id=listing.pk,
        expected_revision=listing.revision,
        values=replace(values_of(listing), **_details(side, probe)),
    )


def places(world: World) -> Iterator[tuple[str, str]]:
    """Name and address of each place where a level, an order, a count or a hit may be seen."""
    yield "home", reverse("home")
    yield "search", f"{reverse('search')}?q={WORDS[0]} {WORDS[2]}&all=on"
    # One word in each of two that he may read: how rare the secret makes one would show by their order.
    yield "order of a search", f"{reverse('search')}?q={WORDS[2]} {WORDS[1]}&all=on"
    yield "suggestions", f"{reverse('suggestions')}?q={WORDS[1]}"
    yield "similar", reverse("similar", args=[world.offer.pk])
    yield "list", reverse("listings", args=["achievement"])
    yield "api list", "/api/v1/achievements/"
    yield "page of the offer", reverse("listing", args=[world.offer.pk])


def places_of_members(world: World) -> Iterator[tuple[str, str]]:
    """Those that ask who one is."""
    for name in ("desk", "inbox", "inbox_arrivals", "listings"):
        yield name, reverse(name)
    yield "api inbox", "/api/v1/inbox/"
    yield "api pairings", "/api/v1/pairings/"
    yield "api pairings of a level", "/api/v1/pairings/?level=good"
    yield "api pairings of before", "/api/v1/pairings/?superseded=true"
    fits = reverse("listing_pairings", args=[world.probe.pk])
    yield "fits", fits
    yield "fits that meet all", f"{fits}?met=all"
    pairing = Pairing.objects.filter(need=world.need, offer=world.offer).first()
    # One that is not there answers as one that may not be known.
    number = pairing.pk if pairing else 10**9
    yield "pairing", reverse("pairing", args=[number])
    yield "api pairing", f"/api/v1/pairings/{number}/"
    yield "why not", reverse("why_not_pair", args=[world.need.pk, world.offer.pk])


def read_everything(world: World) -> Reading:
    """All places for the other side and for a visitor."""
    found: Reading = {}
    for person in (world.curious[0], None):
        client = browser(person)
        asked = [*places(world), *(places_of_members(world) if person else ())]
        for name, address in asked:
            answer = client.get(address)
            assert answer.status_code < 500, (name, person)
            body = answer.content.decode()
            if answer.headers.get("Content-Type", "").startswith("application/json"):
                body = json.dumps(_plain(json.loads(body)), ensure_ascii=False)
            found[f"{name} · {person}"] = f"{answer.status_code} {_shown(body)}"
    return found


_PASSING = re.compile(
    r"<input[^>]*csrfmiddlewaretoken[^>]*>|x-csrftoken[^}]*|hx-vals='[^']*'|<time[^>]*>|nonce-[^'\"]*"
)
# Of linked data too, what names rows and days.
_NUMBERED = re.compile(r'"(?:@id|url|identifier|date[A-Za-z]+)": "[^"]*"|'
                       r'\b(?:href|action|id|for|name|value|src|aria-(?!label")[a-z]+|hx-[a-z]+|'
                       r'data-[a-z-]+)="[^"]*"')  # fmt: skip


def _shown(body: str) -> str:
    """What a reader sees: without numbers of rows, keys of forms and times of the day."""
    body = _PASSING.sub("", body)
    body = _NUMBERED.sub(lambda found: re.sub(r"\d+", "#", found.group()), body)
    return " ".join(re.sub(r"\d{1,2}:\d{2}", "#", body).split())


_ROWS = {"id", "need", "offer", "listing", "pairing", "owner", "contact", "deal", "url"}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            key: _plain(one)
            for key, one in value.items()
            if not (key.endswith("_at") or (key in _ROWS and not isinstance(one, dict)))
        }
    if isinstance(value, str) and value.startswith(("/", "http")):
        return re.sub(r"\d+", "#", value)
    return [_plain(one) for one in value] if isinstance(value, list) else value


def read_lists(world: World) -> Reading:
    """The pairings that each is shown, in their order and with all that is told of them; what one was
    told at once; and what a search finds.
    """
    found: Reading = {}
    for person in world.curious:
        who = actor(person)
        shown = []
        for pairing in pairings_recommended_to(who):
            view, brief = pairing_view(pairing, who), pairing_brief(pairing, who)
            sides = [(side.title, side.excerpts) for side in (view.need, view.offer)]
            shown.append(
                (brief.title, brief.level, brief.score, sides, view.lines, view.indicators)
            )
        told = (
            [notice.kind for notice in notifications.inbox(person.pk, limit=50)] if person else []
        )
        hits = [
            [(hit.listing.title, hit.passages) for hit in listings_search(who, Search(text)).found]
            for text in (world.probe.title, *WORDS[:2])
        ]
        found[str(person)] = repr((shown, told, hits))
    return found
