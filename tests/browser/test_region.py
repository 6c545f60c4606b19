"""An officer reads figures of his region down to the list behind one, and tells how the plan stands."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.product import Product

from .conftest import SignIn
from .steps import send

pytestmark = [pytest.mark.browser, pytest.mark.servers]

TITLE = "管道环焊缝相控阵检测的人工复核太慢"
NIGHT = "from backend.insights.jobs import insights_summarise as count; count()"


def test_from_the_map_to_the_list_behind_a_figure_to_a_notice(
    product: Product, sign_in: SignIn
) -> None:
    need_published(sign_in(product, "diliu-bai"))
    product.manage("shell", "--no-imports", "-c", NIGHT)
    officer = sign_in(product, "officer-cang")
    list_behind_a_figure(officer)
    plan = plan_in_force(officer)
    year_told(officer, plan)
    notice_read(officer, plan, sign_in(product, None))


def need_published(page: Page) -> None:
    """An enterprise of the county's park says what it lacks."""
    page.goto("/listings/new/need/")
    send(page, "", by="button[name=draft]", values={
        "title": TITLE,
        "summary": "每班两千张扫查图谱靠两名二级人员复核，漏检率无法核实，求自动评定。",
        "background": "管道环焊缝全部做相控阵检测，图谱复核占用了检测人员三分之二的时间。",
        "technology_field": "advanced_manufacturing",
    })  # fmt: skip
    send(page, "/publish/")


def list_behind_a_figure(page: Page) -> None:
    """From the city's tiles to the county, and to the needs that are counted there."""
    page.goto("/insights/")
    expect(page.locator("h1")).to_contain_text("河北沧州")
    tile = page.locator(".tile", has_text="盐山县")
    told = tile.locator("b").inner_text()
    tile.click()
    expect(page.locator("h1")).to_contain_text("河北盐山")
    number = page.locator("tr", has_text="在市技术需求").get_by_role("link").first
    expect(number).to_have_text(told)
    with page.expect_download() as paper:
        page.get_by_role("link", name="PDF").click()
    assert "河北盐山" in text_of(paper.value.path().read_bytes())
    number.click()
    expect(page.locator("main")).to_contain_text(f"市场上共有 {told} 条")
    expect(page.locator("main a[href^='/listings/']", has_text=TITLE).first).to_be_visible()


def plan_in_force(page: Page) -> str:
    """A plan with an indicator and a measure is drawn up, put into force and handed down: its page."""
    page.goto("/desk/")
    page.locator("nav summary", has_text="更多").first.click()
    page.get_by_role("link", name="规划与任务").first.click()
    page.get_by_role("link", name="编制规划").click()
    year = timezone.localdate().year
    send(page, "", {"name": "科技成果转化三年行动", "starts": str(year - 1), "ends": str(year + 1)})
    plan = page.url
    page.get_by_role("link", name="添加指标").click()
    send(page, "", {
        "name": "技术合同成交额", "unit": "亿元", "kind": "level", "base": "100", "target": "130",
    })  # fmt: skip
    page.goto(plan)
    page.get_by_role("link", name="添加任务").click()
    send(page, "", {
        "number": "1", "name": "组建中试服务联盟", "lead": "市科技局", "responsible": "各县（市、区）",
    })  # fmt: skip
    page.goto(plan)
    send(page, "/acts/issue/")
    page.goto(plan)
    page.get_by_role("link", name="技术合同成交额").click()
    page.get_by_role("link", name="分地区").click()
    page.fill("[name='130925']", "80")
    page.fill("[name='130982']", "49")
    page.locator("main form[method=post] button[type=submit]").click()
    expect(page.locator(".note.bad")).to_contain_text("129")
    send(page, "", {"130982": "50"})
    expect(page.locator("main tr", has_text="任丘市")).to_contain_text("暂无数据")
    return plan


def year_told(page: Page, plan: str) -> None:
    """The year's figure is far behind, a measure is late: both say so."""
    page.goto(plan)
    page.get_by_role("link", name="技术合同成交额").click()
    send(page, "/figure/", {"value": "112", "proof": "统计公报第 3 页"})
    page.goto(plan)
    expect(page.locator("main tr", has_text="技术合同成交额")).to_contain_text("滞后")
    page.get_by_role("link", name="组建中试服务联盟").click()
    send(page, "", {"standing": "late", "report": "联盟章程尚未议定。"})


def notice_read(page: Page, plan: str, visitor: Page) -> None:
    """The notice is a PDF that everybody reads, and stays as it was when the plan moves on."""
    page.goto(plan)
    page.get_by_role("link", name="印发情况通报").click()
    send(page, "", {"word": "请各县于月底前报送整改措施。"})
    page.goto(plan)
    notice = page.get_by_role("link", name="第1期（PDF）").get_attribute("href") or ""
    answer = page.request.get(notice)
    told = text_of(answer.body())
    for word in ("情况通报", "技术合同成交额", "112", "滞后", "联盟章程尚未议定", "整改措施"):
        assert word in told, word
    visitor.goto(plan)
    assert visitor.request.get(notice).body() == answer.body()


def text_of(pdf: bytes) -> str:
    """What a PDF says, without the breaks of its lines."""
    pages = PdfReader(BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)
