"""The county index as its people live it: figures with proof, an objection, a release that is approved,
published and cited, and what it gives a county."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from backend.portal.demo.people import rows
from tests.product import Product

from .conftest import SignIn
from .steps import PAPER, send
from .talking import day

pytestmark = [pytest.mark.browser, pytest.mark.servers]

YANSHAN, INDICATOR = "130925", "rd_intensity"
NOW = rows("county")[0]["years"][1]  # the demo's figures of a year
SLIP = "0.36"  # for 1.36
PUBLISHED = """
from backend.portal.demo.county import year_published
from backend.portal.demo.people import rows
year_published({year}, rows("county")[0]["years"][0], 300)
"""
FILLED = """
from backend.county.models import Round
from backend.portal.demo.county import round_filled
from backend.portal.demo.people import rows
figures = rows("county")[0]["years"][1]
figures["130925"]["rd_intensity"] = "0.36"
round_filled(Round.objects.get(year={year}), figures)
"""


@dataclass(frozen=True)
class People:
    """The windows of those who live it."""

    bureau: Page
    second: Page
    statistics: Page
    county: Page


def test_figures_become_a_release_that_is_cited(product: Product, sign_in: SignIn) -> None:
    people = People(
        *(sign_in(product, f"officer-{who}") for who in ("cang", "tian", "ning", "yan"))
    )
    year = timezone.localdate().year - 1
    product.manage("shell", "--no-imports", "-c", PUBLISHED.format(year=year - 1))
    round_ = round_opened(people.bureau, year)
    typed_with_proof(people.statistics, round_)
    product.manage("shell", "--no-imports", "-c", FILLED.format(year=year))
    objection_upheld(people, round_)
    release = published(people, round_)
    county_reads(people.county, release)
    cited_for_ever(people, release, sign_in(product, None, width=390))


def round_opened(page: Page, year: int) -> str:
    """The bureau asks for a year's figures: the round's page."""
    page.goto("/county/")
    page.get_by_role("link", name="启动评价").click()
    send(page, "", {"year": str(year), "supply_due": day(20)})
    return page.url


def typed_with_proof(page: Page, round_: str) -> None:
    """The statistics bureau types its figures; a slip is marked and nothing lost; then its proof."""
    page.goto("/desk/")
    page.locator("#county-index").locator("xpath=ancestor::section").get_by_role(
        "link"
    ).last.click()
    expect(page.locator("h1")).to_contain_text("统计部门")
    cells = page.locator("form[action$='/figures/'] input.form-control")
    figures = {
        f"{county}/{one}": text for county, held in NOW.items() for one, text in held.items()
    }
    typed = "(cells, figures) => cells.forEach((cell) => { cell.value = figures[cell.name]; })"
    cells.evaluate_all(typed, figures)
    own = page.locator(f"[name='{YANSHAN}/{INDICATOR}']")
    own.fill(SLIP.replace(".", ","))
    page.locator("form[action$='/figures/'] button[type=submit]").click()
    expect(page.locator(".note.bad")).to_be_visible()
    expect(own).to_have_attribute("aria-invalid", "true")
    expect(cells.last).to_have_value(figures[cells.last.get_attribute("name") or ""])
    own.fill(SLIP)
    send(page, "/figures/")
    files = page.locator("section[id^=files-]")
    files.locator("summary", has_text="添加文件").click()
    files.locator("input[type=file]").last.set_input_files(
        {"name": "统计年鉴.pdf", "mimeType": "application/pdf", "buffer": PAPER}
    )
    files.locator("form button[type=submit]").last.click()
    expect(files.get_by_text("统计年鉴").first).to_be_visible()
    page.goto(round_)
    expect(page.locator("main tr", has_text="统计部门")).to_contain_text("64 / 64")


def objection_upheld(people: People, round_: str) -> None:
    """The county objects to a figure of the statistics bureau; it is corrected and checked again."""
    county, bureau, statistics = people.county, people.bureau, people.statistics
    county.goto(round_)
    county.get_by_role("link", name="本县数据").click()
    row = county.locator("main tr", has_text="R&D投入强度")
    row.get_by_role("link", name="提出异议").click()
    send(county, "", {"ground": "年鉴第 41 页为 1.36，抄录有误。", "right_value": "1.36"})
    objection = county.url
    bureau.goto("/desk/")
    bureau.get_by_role("link", name="盐山县对一项数据提出异议").click()
    send(bureau, "/uphold/", {"note": "请核对年鉴。"})
    statistics.goto(round_)
    statistics.locator("main a[href*='/county/tasks/']", has_text="统计部门").click()
    expect(statistics.locator("main")).to_contain_text("请核对年鉴")
    send(statistics, "/figures/", {f"{YANSHAN}/{INDICATOR}": "1.36"})
    bureau.goto(statistics.url)
    send(bureau, "/accept/")
    county.goto(objection)
    expect(county.locator(".verdict")).to_contain_text("异议成立")


def published(people: People, round_: str) -> str:
    """Reckoned, handed over, approved by a second officer for today: the release's page."""
    people.bureau.goto(round_)
    send(people.bureau, "/draft/")
    release = people.bureau.url
    send(people.bureau, "/submit/")
    people.bureau.goto(release)
    expect(people.bureau.locator("form[action$='/approve/']")).to_have_count(0)
    people.second.goto("/desk/")
    people.second.goto(release)
    send(people.second, "/approve/", {"publish_on": day(0)})
    people.second.goto(release)
    expect(people.second.locator(".verdict")).to_contain_text("已发布")
    return release


def county_reads(page: Page, release: str) -> None:
    """The county sees its score in parts, that it moved up a class, and the money for it."""
    page.goto(release)
    page.get_by_role("link", name="盐山县").click()
    expect(page.locator("h1")).to_have_text("盐山县")
    expect(page.locator(".verdict")).to_contain_text("B类")
    expect(page.locator("section:has(#incentive)")).to_contain_text("500,000.00")
    expect(page.locator("section:has(#parts)")).to_contain_text("R&D投入强度")
    send(page, "", {
        "kind": "transfer", "what": "中试线改造补助", "amount": "300000", "spent_on": day(0),
    })  # fmt: skip
    page.go_back()
    page.reload()
    expect(page.locator("section:has(#uses)")).to_contain_text("300,000.00")


def cited_for_ever(people: People, release: str, visitor: Page) -> None:
    """Whoever has the link of a version reads it as it was, whatever is published later."""
    visitor.goto(release)
    cited = visitor.get_by_role("link", name="固定链接").get_attribute("href") or ""
    visitor.goto(cited)
    score = visitor.locator("main tr", has_text="盐山县").inner_text()
    people.bureau.goto(release)
    send(people.bureau, "/amend/", {"note": "更正一项数据。"})
    people.bureau.wait_for_url(lambda url: url != release)
    second = people.bureau.url
    send(people.bureau, "/submit/")
    people.second.goto(second)
    send(people.second, "/approve/", {"publish_on": day(0)})
    visitor.reload()
    assert visitor.locator("main tr", has_text="盐山县").inner_text() == score
    expect(visitor.locator(".note.wait")).to_contain_text("第 2 版")
    overflow = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not visitor.evaluate(overflow)
