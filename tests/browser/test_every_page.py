"""Every kind of page, seen by axe: light and wide in Chinese, dark and narrow in English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.db import connection
from playwright.sync_api import Browser, Page, Route

from tests.backend.config.addresses import addresses
from tests.backend.config.planted import Planted, plant_the_rest, planted_listings
from tests.browsers import browser as client_of
from tests.factories import Market

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.nightly]

HOME = "http://localhost/"
LOOKS = (("zh-hans", 1440, "light"), ("en", 390, "dark"))
# Puts a page in the place of the one shown: style sheets are read once, axe is loaded once.
SHOW = """async ([html, theme]) => {
  const made = new DOMParser().parseFromString(html, "text/html");
  for (const link of made.querySelectorAll("link[rel=stylesheet]")) {
    const address = link.getAttribute("href");
    if (document.querySelector(`link[href="${address}"]`)) continue;
    const own = document.createElement("link");
    own.rel = "stylesheet";
    own.href = address;
    const read = new Promise((done) => { own.onload = own.onerror = done; });
    document.head.append(own);
    await read;
  }
  document.title = made.title;
  document.documentElement.lang = made.documentElement.lang;
  document.documentElement.dataset.bsTheme = theme;
  document.body.replaceWith(document.adoptNode(made.body));
}"""
RUN = """() => axe.run(document, {resultTypes: ["violations"], preload: false}).then((found) =>
  found.violations.map((one) => `${one.id} at ${one.nodes[0].target}: ${one.nodes[0].html}`))"""
# What is laid out wider than a sheet of paper is cut off when it is printed.
PAPER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """A page with axe, whose style sheets come from the apps."""
    page = browser.new_page()

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOME).partition("?")[0]
        found = finders.find(path.removeprefix("static/")) if path else None
        if found:
            route.fulfill(path=str(found))
        else:
            route.fulfill(body="", content_type="text/html", status=404 if path else 200)

    page.route("**/*", answer)
    page.goto(HOME)
    page.evaluate(Axe().axe_script)
    yield page
    page.close()
    # Beside the browser's loop Django opens a connection of its own, which nobody else gives back.
    connection.close()


def pages(world: Planted) -> Iterator[tuple[str, Callable[[str], Any], int]]:
    """Addresses of one page of each template, how to read them, and in which look."""
    market = world.market
    everything = world.outsiders["everything"]
    asked = [address for address in addresses(world.secret) if not address.startswith("/api/")]
    shown: dict[str, None] = {}
    settled: set[str] = set()  # routes of which one page was seen, or that have none
    for person in (market.operator, market.office, everything, market.buyer, market.broker, None):
        clients = [client_of(person, language) for language, *_rest in LOOKS]
        for address in asked:
            route = re.sub(r"\d+", "", address)
            if route in settled:
                continue
            answer = clients[0].get(address)
            if answer.status_code in {200, 405}:
                settled.add(route)
            name = _page(answer)
            if name is None or name in shown:
                continue
            shown[name] = None
            yield from ((address, client.get, look) for look, client in enumerate(clients))


def _page(answer: Any) -> str | None:
    """The template of a whole page; None for refusals, files, and parts that pages fetch."""
    if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
        return None
    whole = answer.templates and b"<html" in answer.content[:200]
    return str(answer.templates[0].name) if whole else None


def faults_of(page: Page, html: str, look: int) -> list[str]:
    """What axe finds, what scrolls sideways, what is cut off on paper."""
    _language, width, theme = LOOKS[look]
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(SHOW, [html, theme])
    found = list(page.evaluate(RUN))
    if page.evaluate(PAPER) > 0:
        found.append(f"scrolls sideways at {width} px")
    page.emulate_media(media="print")
    if width > 1000:
        page.set_viewport_size({"width": 718, "height": 1000})
        if page.evaluate(PAPER) > 0:
            found.append("is wider than paper")
    page.emulate_media(media="screen")
    return found


def test_every_page_is_sound(market: Market, index: None, window: Page, settings: Any) -> None:
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"DEFAULT_THROTTLE_CLASSES": []}
    world = planted_listings(market)
    plant_the_rest(world)
    faults: list[str] = []
    looked_at = 0
    for address, read, look in pages(world):
        told = faults_of(window, read(address).content.decode(), look)
        faults += [f"{address} {LOOKS[look]}: {fault}" for fault in told]
        looked_at += 1
    assert faults == []
    assert looked_at > 50, "most pages were not reached"
