"""What one is told: in every tab, also after the server was gone; by mail, as one chose; what a kept
search finds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page, expect

from tests.mail_server import Kept
from tests.product import Product

from .conftest import SignIn
from .steps import emails, send
from .talking import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.servers]

NEED = "市政污泥深度脱水干化"
OFFERS = ("污泥低温真空脱水干化一体机", "市政污泥热泵低温干化装置")
KEPT = "污泥脱水干化"


@dataclass(frozen=True)
class People:
    """Windows: two tabs of the enterprise's, one of everybody else's."""

    buyer: Page
    second: Page
    researcher: Page
    office: Page
    broker: Page


@pytest.fixture(scope="module")
def people(product: Product, sign_in: SignIn) -> People:
    """The enterprise wants matches by mail at once, the broker keeps a search; a need is published."""
    buyer = sign_in(product, "ninghai-zhou")
    found = People(
        buyer,
        buyer.context.new_page(),
        *(sign_in(product, who) for who in ("jibei-qin", "jibei-office", "broker-su")),
    )
    found.second.set_default_timeout(60_000)
    prefers(buyer, "pairings.*", "once")
    found.broker.goto(f"/search/?q={KEPT}")
    found.broker.locator("main a[href*='/following/save/']").first.click()
    send(found.broker, "", {"name": "污泥", "frequency": "once"})
    buyer.goto("/listings/new/need/")
    send(buyer, "", by="button[name=publish]", values={
        "title": NEED,
        "summary": "城镇污水厂污泥含水率 80%，求低温脱水干化到 40% 以下的成套装备。",
        "background": "现用板框压滤加石灰，泥量增加，干化能耗高，求低温脱水干化工艺与装备。",
        "technology_field": "environment",
    })  # fmt: skip
    return found


def prefers(page: Page, kind: str, frequency: str) -> None:
    page.goto("/inbox/preferences/")
    page.locator(f"[name='{kind}']").select_option(frequency)
    page.locator(f"form:has([name='{kind}']) button[type=submit]").click()
    expect(page.locator(f"[name='{kind}']")).to_have_value(frequency)


def offered(people: People, title: str) -> None:
    """The researcher writes it, the office puts it on the market."""
    people.researcher.goto("/listings/new/achievement/")
    send(people.researcher, "", by="button[name=draft]", values={
        "title": title,
        "summary": "市政污泥含水率由 80% 一步降到 30%，低温脱水干化，能耗低。",
        "abstract": "压滤与真空低温干化在同一腔体完成，适合城镇污水厂污泥脱水干化。",
        "technology_field": "environment",
    })  # fmt: skip
    people.office.goto(people.researcher.url)
    send(people.office, "/publish/")


def unread(page: Page) -> int:
    return int(page.locator("#unread").text_content() or "0")


def test_a_match_arrives_in_two_tabs_and_is_read_in_both(people: People) -> None:
    people.buyer.goto("/desk/")
    people.second.goto("/inbox/")
    offered(people, OFFERS[0])
    for tab in (people.buyer, people.second):
        expect(tab.locator("#arrivals")).to_contain_text(OFFERS[0], timeout=PATIENCE)
    before = unread(people.second)
    assert before == unread(people.buyer) > 0
    people.buyer.locator("#arrivals .entry", has_text=OFFERS[0]).first.locator("a").first.click()
    people.buyer.wait_for_url(re.compile(r"/pairings/\d+/"))
    expect(people.second.locator("#unread")).to_have_text(str(before - 1))


def test_nothing_is_missed_where_the_server_was_gone(people: People, product: Product) -> None:
    """It dies right after a publication; the tabs come back by themselves."""
    people.buyer.goto("/desk/")
    people.second.goto("/inbox/")
    offered(people, OFFERS[1])
    product.processes.kill_web()
    product.processes.start_web(product.address)
    # Whoever comes back on the net does not wait for the next attempt.
    people.buyer.context.set_offline(True)
    people.buyer.context.set_offline(False)
    for tab in (people.buyer, people.second):
        expect(tab.locator("#arrivals")).to_contain_text(OFFERS[1], timeout=PATIENCE)
    assert unread(people.buyer) == unread(people.second) > 0


def test_a_kept_search_finds_what_is_new(people: People) -> None:
    people.broker.goto("/inbox/")
    expect(people.broker.locator("main")).to_contain_text(OFFERS[1])
    people.broker.goto("/following/")
    people.broker.get_by_role("link", name="污泥").first.click()
    for title in OFFERS:
        expect(people.broker.locator("main")).to_contain_text(title)


def test_mail_comes_as_one_chose_leads_back_and_ends(
    people: People, product: Product, mails: Kept
) -> None:
    product.run("tests.browser.later", "5")
    told: dict[str, list[EmailMessage]] = {}
    for to, message in mails.messages:
        said = part(message, "plain")
        if OFFERS[1] in said and product.address in said:
            told.setdefault(to[0], []).append(message)
    address = emails()
    assert len(told[address["broker-su"]]) == 1, "the kept search, told at once"
    assert address["jibei-qin"] not in told, "matches wait for the daily summary"
    (mail,) = told[address["ninghai-zhou"]]
    tab = people.second
    tab.set_content(part(mail, "html"))
    tab.locator("a[href*='/pairings/']").first.click()
    tab.wait_for_url(re.compile(r"/pairings/\d+/"))
    expect(tab.locator("main")).to_contain_text(OFFERS[1])
    tab.goto(mail["List-Unsubscribe"].strip(" <>"))
    tab.locator("main form button[type=submit]").click()
    expect(tab.locator("main form")).to_have_count(0)
    tab.goto("/inbox/preferences/")
    expect(tab.locator("main option[value=off]:checked")).to_have_count(1)


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body(preferencelist=(kind,))
    return "" if found is None else str(found.get_content())
