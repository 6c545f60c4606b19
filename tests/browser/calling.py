"""Open bidding as its people live it: from a need to talks with who was awarded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.product import Product

from .steps import send
from .talking import number_of

TITLE = "铸造废砂近零排放再生"
SECRET = "先松散后擦洗再焙烧"
ENTRY = {
    "title": "机械与热法联合再生",
    "route": f"{SECRET}，每步以第三方检测为准。",
    "milestones": "第 3 个月交付样砂与检测报告；第 12 个月完成试验线。",
    "foundation": "团队近五年承担同类项目三项，具备中试装置。",
}


@dataclass(frozen=True)
class Bidding:
    """The windows of those who live it: the firm's two, three entrants, a partner, two reviewers."""

    runner: Page
    decider: Page
    winner: Page
    rivals: tuple[Page, Page]
    partner: Page
    reviewers: tuple[Page, Page]
    visitor: Page


def need_published(page: Page) -> str:
    """A firm's need: its page."""
    page.goto("/listings/new/need/")
    send(page, "", by="button[name=draft]", values={
        "title": TITLE,
        "summary": "压铸车间年产废砂两万吨，填埋费用高，求再生率高、灼减量低的再生工艺。",
        "background": "现有机械再生砂灼减量偏高，型芯发气量大，只能回用三成。",
        "technology_field": "advanced_manufacturing",
        "indicators-0-name": "再生率", "indicators-0-comparator": ">=",
        "indicators-0-value": "92", "indicators-0-unit": "%",
    })  # fmt: skip
    send(page, "/publish/")
    return page.url


def call_posted(people: Bidding, need: str, decider: str) -> str:
    """Begun from the need's page, justified, its key taken by two, posted: the page that runs it."""
    runner = people.runner
    runner.goto(need)
    runner.locator("main a[href*='/calls/new/']").click()
    runner.locator("main a[href*='/calls/new/open_bidding/']").click()
    expect(runner.locator("[name=title]")).to_have_value(TITLE)
    closes = timezone.localtime() + timedelta(days=10)
    send(runner, "", {
        "task": "再生率不低于 92%，再生砂灼减量不超过 0.3%，连续运行三个月。",
        "mode": "single", "funding": "firm", "budget": "1200000",
        "closes_at": closes.strftime("%Y-%m-%dT%H:%M"), "decider": decider,
    })  # fmt: skip
    runner.wait_for_url(re.compile(r"/calls/\d+/run/"))
    run = runner.url
    send(runner, "/justify/", {"note": "五位专家论证：指标有依据，应用场景明确，同意发榜。"})
    return run


def key_taken(page: Page, run: str) -> str:
    """A part of the key, which is shown this once."""
    page.goto(run)
    send(page, "/key/")
    code = page.locator("main code").inner_text()
    page.locator("main a.btn.main").click()
    return code


def entered(page: Page, call: str, price: str, **more: str) -> str:
    """Handed in under seal: the entry's page, with its receipt."""
    page.goto(call)
    page.locator("main a[href$='/enter/']").first.click()
    send(page, "", ENTRY | {"price": price, **more})
    page.wait_for_url(re.compile(r"/calls/entries/\d+/"))
    expect(page.locator("code.digest")).to_have_text(re.compile("^[0-9a-f]{64}$"))
    assert SECRET not in page.locator("main").inner_text()
    return page.url


def time_passes(product: Product, call: str, column: str) -> None:
    """The days until the deadline, or of the public notice, are over."""
    product.run("tests.browser.deadlines", number_of(call), column)


def opened(people: Bidding, run: str, codes: tuple[str, str]) -> None:
    """Both bring their parts; before the second nothing can be read."""
    for page, code in zip((people.runner, people.decider), codes, strict=True):
        page.goto(run)
        assert SECRET not in page.locator("main").inner_text()
        send(page, "/open/", {"code": code})


def reviewed(people: Bidding, run: str, addresses: tuple[str, str]) -> None:
    """Named, assigned, scored."""
    runner = people.runner
    runner.goto(run)
    for address in addresses:
        send(runner, "/reviewers/", {"email": address})
    send(runner, "/assign/", {"each": "1"})
    send(runner, "/review/")
    for n, page in enumerate(people.reviewers):
        page.goto("/calls/reviews/")
        entries = page.locator("main .entry:has(.chip.wait) a")
        while entries.count():
            entries.first.click()
            send(page, "", {
                "solution": str(84 + n), "team": "80", "plan": str(78 + n),
                "remark": "关键指标有检测报告支撑，里程碑可检验。",
            })  # fmt: skip
            page.wait_for_url(re.compile("/calls/reviews/$"))


def decided(product: Product, people: Bidding, run: str, winner: str) -> str:
    """Put into public notice, awarded when its days are over: the deal's page."""
    decider = people.decider
    decider.goto(run)
    decider.locator(".head a[href$='/decide/']").click()
    pk = number_of(winner)
    notes = decider.locator("[name^=note_]")
    for n in range(notes.count()):
        notes.nth(n).fill("综合得分与报价均列明于公示。")
    send(decider, "", {f"award_{pk}": "on"})
    people.visitor.goto(run.replace("run/", ""))
    expect(people.visitor.locator("main")).to_contain_text("滦河资源与环境研究所")
    time_passes(product, run.replace("run/", ""), "notice_until")
    decider.goto(run)
    send(decider, "/award/")
    people.winner.goto(winner)
    people.winner.locator("main a[href*='/deals/']").first.click()
    people.winner.wait_for_url(re.compile(r"/deals/\d+/"))
    return re.sub(r"[?#].*", "", people.winner.url)
