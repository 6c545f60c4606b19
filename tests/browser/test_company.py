"""A company comes with a vague need: signed up, verified, asked question by question, refined with the
bureau, judged by its panel; a firm confirms what an officer wrote for it; a false need is taken down."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from backend.accounts.credit_code import check_digit
from tests.mail_server import Kept
from tests.product import Product

from .conftest import SignIn
from .steps import PAPER, emails, send, sign_up, until_shown
from .talking import day

pytestmark = [pytest.mark.browser, pytest.mark.servers]

FIRM, FOUNDER = "沧州海棠紧固件有限公司", "gu.haitang@haitang-fasteners.example"
CODE = "91130900MA0G8XW1C"
PDF = "application/pdf"
VAGUE = "螺栓总是断"
CLEARER = "滨海盐雾中高强螺栓延迟断裂的防护与检测"
FOR_FIRM = "热推弯头出炉后变形大"
BUREAU = "沧州市科学技术局（演示）"
MEMBERS = {"jibei-luo": "scientist", "diliu-bai": "entrepreneur", "jinqiao-lei": "investor"}


@dataclass(frozen=True)
class People:
    """The windows of those who live it; the panel's members by their keys."""

    founder: Page
    operator: Page
    officer: Page
    members: dict[str, Page]


@pytest.fixture(scope="module")
def people(product: Product, sign_in: SignIn, mails: Kept) -> People:
    """The founder has opened an account; the others are there already."""
    founder = sign_in(product, None)
    sign_up(founder, mails, name="顾海棠", email=FOUNDER)
    operator, officer = (sign_in(product, who) for who in ("operator-li", "officer-cang"))
    return People(founder, operator, officer, {who: sign_in(product, who) for who in MEMBERS})


def test_a_vague_need_is_refined_and_judged(people: People) -> None:
    firm_registered(people.founder)
    draft = written_by_questions(people.founder)
    firm_verified(people.operator)
    need = posted(people.founder, draft)
    refined(people, need)
    judged(people, need)


def firm_registered(page: Page) -> None:
    """From the empty desk, with a credit code that is mistyped at first."""
    page.get_by_role("link", name="注册单位").first.click()
    told = {"kind": "enterprise", "name": FIRM, "region": "130900", "licence": "营业执照"}
    for name, value in (told | {"credit_code": f"{CODE}0"}).items():
        write(page, name, value)
    page.locator("main form[enctype] button[type=submit]").click()
    expect(page.locator(".errorlist").first).to_contain_text("校验")
    send(page, "", {"credit_code": CODE + check_digit(CODE), "licence": "营业执照"})
    expect(page.locator("main")).to_contain_text("等待核验")


def write(page: Page, name: str, value: str) -> None:
    field = page.locator(f"main [name={name}]")
    if field.evaluate("(field) => field.tagName") == "SELECT":
        field.select_option(value)
    elif name == "licence":
        field.set_input_files({"name": f"{value}.pdf", "mimeType": PDF, "buffer": PAPER})
    else:
        field.fill(value)


def written_by_questions(page: Page) -> str:
    """One line at first, a sum that is none; all is kept: the draft's page."""
    page.get_by_role("link", name="提出需求").first.click()
    page.get_by_role("button", name="开始填写").click()
    send(page, "", {"title": VAGUE}, by="button.main")
    send(page, "", {"background": "出厂合格，装到海边的设备上几个月就断。"}, by="button.main")
    page.goto(page.url.replace("/result/", "/money/"))
    page.fill("[name=budget_max]", "很多钱")
    page.locator("main button.main").click()
    expect(page.locator(".errorlist").first).to_contain_text("金额")
    page.goto("/desk/")
    page.get_by_role("link", name=VAGUE).first.click()
    draft = page.url
    expect(page.locator("main")).to_contain_text("等待核验")
    page.locator("a[href*='/question/money/']").last.click()
    expect(page.locator("[name=budget_max]")).to_have_value("很多钱")
    send(page, "", {"budget_max": "30万"}, by="button[name=check]")
    expect(page).to_have_url(draft)
    return draft


def firm_verified(page: Page) -> None:
    page.goto("/desk/")
    page.get_by_role("link", name=FIRM).first.click()
    send(page, "/accept/")


def posted(page: Page, draft: str) -> str:
    """Declared and posted: the need's page, which offers help and says nothing of no match."""
    page.goto(draft)
    send(page, "/post/", {"secrecy": "none"})
    page.wait_for_url(re.compile(r"/listings/\d+/$"))
    expect(page.locator("main")).to_contain_text("到现场诊断")
    return page.url


def refined(people: People, need: str) -> None:
    """The bureau proposes other words, the founder takes them up field by field."""
    founder, officer = people.founder, people.officer
    founder.locator(".turn a", has_text="凝练需求").click()
    chosen = founder.locator("[name=unit] option:checked")
    expect(chosen).to_have_text(BUREAU)
    send(founder, "", {"wish": "wording", "words": "不清楚该提哪些指标。"})
    refinement = founder.url
    officer.goto("/desk/")
    officer.get_by_role("link", name=VAGUE).last.click()
    for field, words in {"title": CLEARER, "indicators": "中性盐雾试验时长 ≥ 1000 h"}.items():
        send(officer, "/propose/", {"field": field, "wording": words})
    founder.goto(refinement)
    for field in ("title", "indicators"):
        part = founder.locator(f"#field-{field} form[action$='/accept/'] button")
        part.click()
        expect(part).to_have_count(0)
    send(founder, "/close/")
    founder.goto(need)
    expect(founder.locator("h1")).to_have_text(CLEARER)
    expect(founder.locator("main")).to_contain_text("≥ 1000")


def judged(people: People, need: str) -> None:
    """A panel of three kinds sits; without each kind there is no list, then everybody reads it."""
    officer = people.officer
    officer.goto("/panels/")
    send(officer, "", {"name": "紧固件顾问团"})
    for who, kind in MEMBERS.items():
        send(officer, "/members/", {"email": emails()[who], "kind": kind})
    send(officer, "/plan/", {"title": "紧固件评议会", "held_on": day(0)})
    sitting = officer.url
    officer.locator("[name=listing]").select_option(re.sub(r"\D", "", need.split("/listings/")[1]))
    send(officer, "/agenda/")
    send(officer, "/open/")
    for who, page in people.members.items():
        officer.goto(sitting)
        expect(officer.locator("form[action$='/close/']")).to_have_count(0)
        page.goto("/desk/")
        page.get_by_role("link", name="紧固件评议会").first.click()
        send(page, "/verdict/", {"level": "for", "words": f"{MEMBERS[who]}：可行"})
    officer.goto(sitting)
    send(officer, "/decision/", {"decision": "project", "note": "纳入项目库"})
    send(officer, "/close/")
    officer.get_by_role("link", name="查看需求清单").click()
    for words in (CLEARER, FIRM, "scientist：可行", "纳入项目库"):
        expect(officer.locator("main")).to_contain_text(words)
    for form, begins in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        assert officer.request.get(f"{officer.url}{form}/").body().startswith(begins)


def test_a_firm_confirms_what_an_officer_wrote(people: People, product: Product) -> None:
    officer, firm = people.officer, people.members["diliu-bai"]
    officer.goto("/desk/")
    officer.get_by_role("link", name="代企业填写需求").first.click()
    officer.fill("[name=firm_name]", "砥流管道")
    officer.locator("main form[method=post] button[type=submit]").click()
    expect(officer.locator(".errorlist").first).to_contain_text("沧州砥流管道装备有限公司")
    send(officer, "", {"firm_name": "沧州砥流管道装备有限公司", "title": FOR_FIRM})
    send(officer, "", by="button[name=check]")
    send(officer, "/hand_over/")
    firm.goto("/desk/")
    firm.get_by_role("link", name=FOR_FIRM).first.click()
    firm.locator("a[href*='/question/problem/']").last.click()
    send(firm, "", {"background": "二次校形占工时三成。"}, by="button[name=check]")
    send(firm, "/confirm/", {"secrecy": "none"})
    firm.wait_for_url(re.compile(r"/listings/\d+/$"))
    officer.reload()
    expect(officer.locator("main")).to_contain_text("白长河")


def test_what_is_not_true_is_taken_down_with_a_reason(
    people: People, product: Product, sign_in: SignIn
) -> None:
    """One reports it, the operator takes it off the market, its owner reads why."""
    owner, operator = people.members["diliu-bai"], people.operator
    address = owner.url
    reader = sign_in(product, "ninghai-zhou")
    reader.goto(address)
    reader.get_by_role("link", name="举报").first.click()
    send(reader, "", {"reason": "false", "note": "该企业不生产弯头。"})
    operator.goto("/desk/")
    operator.get_by_role("link", name=FOR_FIRM).first.click()
    send(operator, "/uphold/", {"note": "与企业经营范围不符。"})
    owner.goto("/inbox/")
    until_shown(owner, "与企业经营范围不符")
    reader.goto(address)
    expect(reader.locator("main")).not_to_contain_text("二次校形")
