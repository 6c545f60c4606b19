"""A science commissioner's visit, written down on a phone, becomes a published need."""

from __future__ import annotations

import re
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from tests.product import Product

from .conftest import SignIn
from .steps import send
from .talking import day

pytestmark = [pytest.mark.browser, pytest.mark.servers]


def serving(officer: Page, person: Page, home: Page) -> None:
    """Called for, applied, selected, and the home institution consents."""
    officer.goto("/commissioners/selections/new/")
    send(officer, "", {
        "title": "沧州市科技特派员选认", "level": "municipal", "year": day(0)[:4], "wanted": "20",
        "text": "面向沿渤海盐碱地种植与管道装备，选认科技特派员。",
        "closes_on": day(20), "starts_on": day(0), "ends_on": day(700),
    })  # fmt: skip
    notice = officer.url
    person.goto(notice)
    person.locator("main a[href$='/apply/']").click()
    person.locator("[name=regions]").select_option(value="130925")
    send(person, "", {"field": "盐碱地管道防腐", "statement": "十年田间经验。"})
    appointment = person.url
    officer.goto(appointment)
    send(officer, "/select/")
    home.goto(appointment)
    send(home, "/release/")


def visited(phone: Page) -> str:
    """The visit, written down in the field: its page."""
    phone.goto("/commissioners/visits/new/")
    send(phone, "", {
        "firm": "沧州砥流管道装备有限公司", "happened_on": day(0), "place": "盐山县开发区",
        "problem": "弯头内壁冲蚀穿孔",
        "diagnosis": "含砂介质流速超过 4 米每秒，弯头外弧壁厚半年减薄一半。",
        "advice": "先降流速；长期需要耐冲蚀内衬。",
    })  # fmt: skip
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    return phone.url


def need_made(firm: Page, visit: str) -> str:
    """The firm confirms the visit and makes a need of its problem in one act: the need's page."""
    firm.goto(visit)
    send(firm, "/confirm/")
    send(firm, "/need/")
    firm.wait_for_url(re.compile("/question/problem/"))
    expect(firm.locator("[name=background]")).to_have_value(re.compile("含砂介质"))
    while "/question/" in firm.url:
        before = firm.url
        if firm.locator("[name=technology_field]").count():
            firm.locator("[name=technology_field]").select_option("new_materials")
        if firm.locator("[name=summary]").count():
            firm.locator("[name=summary]").fill("管件弯头在含砂介质中半年冲蚀穿孔，求耐冲蚀内衬。")
        button = firm.locator("button.btn[name=on], button.btn[name=check]").first
        button.click()
        firm.wait_for_url(lambda url, before=before: url != before)
    send(firm, "/post/", {"secrecy": "none"})
    firm.wait_for_url(re.compile(r"/listings/\d+/"))
    return firm.url


def test_a_visit_becomes_a_published_need(product: Product, sign_in: SignIn) -> None:
    enter = partial(sign_in, product)
    commissioner, firm = enter("bohai-ge", width=390), enter("diliu-bai")
    serving(enter("officer-tian"), commissioner, enter("bohai-office"))
    visit = visited(commissioner)
    need = need_made(firm, visit)
    visitor = enter(None)
    visitor.goto(need)
    expect(visitor.locator("h1")).to_have_text("弯头内壁冲蚀穿孔")
    commissioner.goto(visit)
    expect(commissioner.locator("main a[href*='/listings/']").first).to_be_visible()
