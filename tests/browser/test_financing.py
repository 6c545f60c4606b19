"""From a firm's wish for money over the white list to a bank's answer."""

from __future__ import annotations

from functools import partial

import pytest
from playwright.sync_api import Page, expect

from tests.product import Product

from .conftest import SignIn
from .steps import send

pytestmark = [pytest.mark.browser, pytest.mark.servers]


def product_offered(bank: Page, title: str) -> None:
    """A loan on the shelf."""
    bank.goto("/finance/products/new/")
    send(bank, "", {
        "kind": "credit_loan", "title": title, "text": "面向科技型企业的信用贷款，不要抵押。",
        "stages": "growth", "most": "5000000", "cost": "年利率 3.85%",
    })  # fmt: skip


def test_a_wish_goes_over_the_white_list_to_a_banks_answer(
    product: Product, sign_in: SignIn
) -> None:
    enter = partial(sign_in, product)
    firm, officer = enter("diliu-bai"), enter("officer-cang")
    bank, other = enter("boxi-qian"), enter("yunhe-jiang")
    for page, title in ((bank, "渤西科创贷"), (other, "运河兴企贷")):
        product_offered(page, title)

    firm.goto("/finance/")
    firm.locator("main a[href*='/finance/wishes/new/']").first.click()
    send(firm, "", {
        "kind": "credit_loan", "stage": "growth", "amount": "2000000", "months": "24",
        "purpose": "扩建弯头内衬试验线。", "consent": "on",
    })  # fmt: skip
    wish = firm.url
    for page in (bank, other):
        answer = page.goto(wish)
        assert answer is not None
        assert answer.status == 404  # no bank reads it before a list brought it
    officer.goto(wish)
    send(officer, "/check/", {"grade": "A", "body": "沧州市征信服务中心（演示）"})

    officer.goto("/finance/wishes/")
    admitted = officer.locator(".entry", has_text="渤西银行").locator("form[action$='/admit/']")
    admitted.locator("button").click()
    officer.wait_for_load_state()
    send(officer, "/white-lists/publish/")
    assert other.goto(wish).status == 404  # type: ignore[union-attr]

    bank.goto("/desk/")
    bank.locator(
        f"main a[href='/finance/wishes/{wish.rstrip('/').rsplit('/', 1)[1]}/']"
    ).first.click()
    send(bank, "/answer/", {"kind": "line", "amount": "1500000", "note": "钱进，0317-1234567"})
    firm.goto(wish)
    expect(firm.locator("main")).to_contain_text("150万元")
    expect(firm.locator("main")).to_contain_text("0317-1234567")
    officer.goto("/finance/wishes/")
    expect(officer.locator("main")).to_contain_text("150万元")
    firm.goto(wish)
    send(firm, "/end/")
    assert bank.goto(wish).status == 404  # type: ignore[union-attr]
