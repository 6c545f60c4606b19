"""A university at work: somebody joins and lists, the office approves; five hundred rows come from a
sheet, are mended, taken along as a file and undone."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from tests.mail_server import Kept
from tests.product import Product

from .conftest import SignIn
from .steps import send, sheet, sign_up, until_shown

pytestmark = [pytest.mark.browser, pytest.mark.servers]

TITLE = "耐候钢点蚀深度预测方法"
ROWS = 500
HEADS = ["序号", "成果名称", "所在地", "主要技术指标", "成果介绍", "到哪一步了"]
# What is wrong, by the last two digits of its row's number.
WRONG = {7: (1, ""), 21: (2, "无此地"), 33: (3, "厚度 ≤ 绿"), 50: (5, "十分成熟")}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def office(product: Product, sign_in: SignIn) -> Page:
    """The window of the university's office."""
    return sign_in(product, "jibei-office")


def test_somebody_joins_and_lists(
    product: Product, sign_in: SignIn, mails: Kept, office: Page
) -> None:
    page = sign_in(product, None)
    sign_up(page, mails, name="白合欢", email="bai.hehuan@jibei.example")
    page.get_by_role("link", name="加入单位").first.click()
    page.locator("main [name=q]").fill("冀北理工")
    page.locator("main form[role=search] button").click()
    page.get_by_role("link", name="申请加入").click()
    send(page, "", {"duty": "researcher", "note": "材料学院讲师"})
    office.goto("/desk/")
    office.locator("form[action*='/joining/requests/'][action$='/accept/'] button").first.click()
    page.goto("/desk/")
    until_shown(page, "发布科技成果")
    page.get_by_role("link", name="发布科技成果").first.click()
    send(page, "", by="button.main", values={
        "title": TITLE, "summary": "由盐雾与电化学数据预测点蚀深度。",
        "technology_field": "new_materials",
    })  # fmt: skip
    expect(page.locator(".verdict")).to_contain_text("待审批")
    visitor = sign_in(product, None)
    visitor.goto(page.url)
    expect(visitor.locator("main")).not_to_contain_text(TITLE)
    office.goto("/desk/")
    office.get_by_role("link", name=TITLE).first.click()
    send(office, "/publish/")
    visitor.goto(page.url)
    expect(visitor.locator("h1")).to_have_text(TITLE)


def test_a_sheet_is_mended_imported_taken_along_and_undone(office: Page) -> None:
    office.goto("/portfolio/")
    office.get_by_role("link", name="批量导入").click()
    run = brought(office, table())
    column = office.locator("tr", has_text=HEADS[-1]).locator("select")
    column.select_option(label="已达成熟度")
    checked(office)
    told = office.locator("main")
    for words in ("无此地", "厚度 ≤ 绿", "十分成熟"):
        expect(told).to_contain_text(words)
    faults = office.request.get(f"{run}refused/").body()
    mended_file = mended(faults)
    imported(office, ROWS - 5 * len(WRONG))
    office.goto("/imports/")
    second = brought(office, mended_file)
    checked(office)
    imported(office, 5 * len(WRONG))
    rows = sheet(office, "/listings/achievement/?format=xlsx&q=")
    ours = [row for row in rows if "衬板" in str(row["标题"])]
    assert len(ours) == ROWS
    for address, count in ((second, 5 * len(WRONG)), (run, ROWS - 5 * len(WRONG))):
        office.goto(address)
        send(office, "/undo/")
        until_shown(office, f"{count} 条信息已恢复", most=300)
    rows = sheet(office, "/listings/achievement/?format=xlsx")
    assert not [row for row in rows if "衬板" in str(row["标题"])]


def brought(page: Page, data: bytes) -> str:
    """A file is uploaded: the import's page."""
    page.locator("main input[type=file]").set_input_files(
        {"name": "成果汇总.xlsx", "mimeType": XLSX, "buffer": data}
    )
    page.locator("main [name=kind]").select_option("achievement")
    page.locator("main form[enctype] button[type=submit]").click()
    page.wait_for_url(re.compile(r"/imports/\d+/$"))
    return page.url


def checked(page: Page) -> None:
    send(page, "/columns/")
    until_shown(page, "尚未写入任何内容")


def imported(page: Page, count: int) -> None:
    expect(page.locator("dl.facts dd").first).to_have_text(str(count))
    send(page, "/write/")
    until_shown(page, "导入结果")


def table() -> bytes:
    """A sheet as offices keep it: a title above, an empty line, headings of their own, wrong cells."""
    book = Workbook()
    page = book.worksheets[0]
    page.append(["冀北理工大学科技成果汇总表"])
    page.append([])
    page.append(HEADS)
    for n in range(1, ROWS + 1):
        row = [
            f"CG-{n:03}",
            f"耐磨衬板配方 {n} 号",
            "130800",
            "硬度 ≥ 58 HRC",
            f"第 {n} 号配方",
            "6",
        ]
        at, cell = WRONG.get(n % 100, (0, row[0]))
        row[at] = cell
        page.append(row)
    return saved(book)


def mended(faults: bytes) -> bytes:
    """The refused rows as they were sent back, each wrong cell put right."""
    book = load_workbook(BytesIO(faults))
    page = book.worksheets[0]
    heads = [cell.value for cell in page[1]]
    right = dict(
        zip(HEADS[1:], ["耐磨衬板配方", "130800", "硬度 ≥ 58 HRC", "配方", "6"], strict=True)
    )
    for row in page.iter_rows(min_row=2):
        for head, value in right.items():
            row[heads.index(head)].value = value
    return saved(book)


def saved(book: Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return target.getvalue()
