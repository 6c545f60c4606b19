"""The county index as its people live it: figures with proof, an objection, a release that is approved,
published and cited, and what it gives a county."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from backend.county.schemes import schemes
from tests.product import Product

from .conftest import SignIn
from .steps import PAPER, send
from .talking import day

pytestmark = [pytest.mark.browser, pytest.mark.servers]

SCHEME = schemes()[0]
YANSHAN = "130925"
BEFORE, NOW = "0.5", "0.7"  # where all figures lie between the goalposts: class C, then B


@dataclass(frozen=True)
class People:
    """The windows of those who live it."""

    bureau: Page
    second: Page
    statistics: Page
    finance: Page
    county: Page

    def of_unit(self, unit: str) -> Page:
        """Whose window a unit's figures are handed in at; the bureau's where there is no such unit."""
        held = {"统计局": self.statistics, "财政局": self.finance, "盐山": self.county}
        return next((page for name, page in held.items() if name in unit), self.bureau)


def test_figures_become_a_release_that_is_cited(product: Product, sign_in: SignIn) -> None:
    people = People(
        *(sign_in(product, f"officer-{who}") for who in ("cang", "tian", "ning", "cai", "yan"))
    )
    year = timezone.localdate().year
    before = round_opened(people.bureau, year - 2)
    figures_handed_in(people, before, BEFORE)
    published(people, before)
    now = round_opened(people.bureau, year - 1)
    typed_with_proof(people.statistics, now)
    figures_handed_in(people, now, NOW)
    objection_upheld(people, now)
    release = published(people, now)
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
    cells.evaluate_all("(cells) => cells.forEach((cell) => { cell.value = '1.5'; })")
    cells.first.fill("1,5")
    page.locator("form[action$='/figures/'] button[type=submit]").click()
    expect(page.locator(".note.bad")).to_be_visible()
    expect(cells.nth(1)).to_have_value("1.5")
    expect(cells.first).to_have_attribute("aria-invalid", "true")
    cells.first.fill("1.5")
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


def figures_handed_in(people: People, round_: str, share: str) -> None:
    """Each unit sends its workbook, the bureau checks each: as requests of their windows."""
    people.bureau.goto(round_)
    rows = people.bureau.locator("main tr:has(a[href*='/county/tasks/'])")
    tasks = [
        (row.locator("a").first.get_attribute("href") or "", row.inner_text()) for row in rows.all()
    ]
    assert len(tasks) == 21
    for task, unit in tasks:
        page = people.of_unit(unit)
        form = {"file": workbook(page, task, share)}
        posted(page, task, "file/", form)
        posted(people.bureau, task, "accept/", {})


def workbook(page: Page, task: str, share: str) -> dict[str, object]:
    """The task's template, filled in at a share of the way between the goalposts."""
    book = load_workbook(BytesIO(page.request.get(f"{task}template.xlsx").body()))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=2):
        one = SCHEME.indicator(str(row[2].value))
        assert one is not None
        figure = one.low + (one.high - one.low) * type(one.low)(share)
        row[6].value = str(figure.quantize(one.step))
    data = BytesIO()
    book.save(data)
    return {
        "name": "figures.xlsx",
        "mimeType": "application/octet-stream",
        "buffer": data.getvalue(),
    }


def posted(page: Page, task: str, act: str, fields: dict[str, object]) -> None:
    """Send a form of the task's page without opening it in the window."""
    text = page.request.get(task).text()
    token, revision = (
        re.search(rf'name="{name}" value="([^"]+)"', text)
        for name in ("csrfmiddlewaretoken", "revision")
    )
    assert token is not None, task
    assert revision is not None, f"{task}{act}: nothing to do"
    origin = page.url.split("/county")[0].split("/desk")[0]
    answer = page.request.post(
        task + act,
        multipart={"csrfmiddlewaretoken": token[1], "revision": revision[1], **fields},  # type: ignore[dict-item]
        headers={"Referer": f"{origin}{task}"},
    )
    assert answer.ok, f"{task}{act}: {answer.status} {answer.text()[:2000]}"


def objection_upheld(people: People, round_: str) -> None:
    """The county objects to a figure of the statistics bureau; it is corrected and checked again."""
    county, bureau, statistics = people.county, people.bureau, people.statistics
    county.goto(round_)
    county.get_by_role("link", name="本县数据").click()
    row = county.locator("main tr", has_text="R&D投入强度")
    row.get_by_role("link", name="提出异议").click()
    send(county, "", {"ground": "年鉴第 41 页为 2.1，抄录有误。", "right_value": "2.1"})
    objection = county.url
    bureau.goto("/desk/")
    bureau.get_by_role("link", name="盐山县对一项数据提出异议").click()
    send(bureau, "/uphold/", {"note": "请核对年鉴。"})
    statistics.goto(round_)
    statistics.locator("main a[href*='/county/tasks/']", has_text="统计部门").click()
    expect(statistics.locator("main")).to_contain_text("请核对年鉴")
    send(statistics, "/figures/", {f"{YANSHAN}/rd_intensity": "2.1"})
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
