"""Chromium, people who sign in, and the product they use."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from backend.portal.demo.people import PASSWORD, rows
from deploy.local.chromium import chromium
from tests.mail_server import Kept, mail_taken
from tests.product import Product, running_product

# What each run lives on real servers too; the other journeys do so at night.
IN_BOTH_MODES = ("test_story.py", "test_deal.py")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Leave the other journeys' servers mode to the night."""
    mode = item.callspec.params.get("product") if hasattr(item, "callspec") else None
    if mode == "servers" and item.path.name not in IN_BOTH_MODES:
        item.add_marker(pytest.mark.nightly)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, without a window."""
    path = chromium()
    assert path, "Chromium is missing; `make test` installs it or says how"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def _mail() -> Iterator[tuple[Kept, int]]:
    with mail_taken() as found:
        yield found


@pytest.fixture(scope="session")
def mails(_mail: tuple[Kept, int]) -> Kept:
    """What the product's mail server was sent."""
    return _mail[0]


@pytest.fixture(scope="session", params=["embedded", "servers"])
def product(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    _mail: tuple[Kept, int],
) -> Iterator[Product]:
    """The product with the demo's people and nothing on the market, in both ways to run."""
    data = tmp_path_factory.mktemp(request.param)
    with running_product(
        data,
        servers=request.param == "servers",
        seed=("seed_demo", "--people"),
        SMTP_HOST="127.0.0.1",
        SMTP_PORT=str(_mail[1]),
    ) as product:
        yield product


SignIn = Callable[..., Page]


@pytest.fixture(scope="session")
def sign_in(browser: Browser) -> Iterator[SignIn]:
    """Opens a window of one's own for a person of the demo, by key; None is a visitor."""
    contexts: list[BrowserContext] = []
    emails = {row["key"]: row["email"] for row in rows("people")}

    def enter(
        product: Product, who: str | None, *, width: int = 1440, locale: str = "zh-CN"
    ) -> Page:
        context = browser.new_context(
            base_url=product.address, locale=locale, viewport={"width": width, "height": 900}
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        if who is not None:
            page.goto("/accounts/login/")
            page.fill("input[name=login]", emails[who])
            page.fill("input[name=password]", PASSWORD)
            page.locator("form:has(input[name=password]) button[type=submit]").first.click()
            page.wait_for_url(lambda url: "login" not in url)
        return page

    yield enter
    for context in contexts:
        context.close()
