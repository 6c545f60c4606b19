"""The main job, as its people live it: one window publishes, the other is told, both agree, sign."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.product import Product

from .conftest import SignIn

pytestmark = [pytest.mark.browser, pytest.mark.servers]

# The encoder is loaded by the first publish; the push itself takes a second or two.
PATIENCE = 120_000


def fill_indicator(page: Page, row: int, name: str, comparator: str, value: str, unit: str) -> None:
    prefix = f"indicators-{row}"
    if not page.locator(f"[name={prefix}-name]").is_visible():
        page.locator("[data-add-row], button:has-text('加一行')").first.click()
    page.fill(f"[name={prefix}-name]", name)
    page.select_option(f"[name={prefix}-comparator]", comparator)
    page.fill(f"[name={prefix}-value]", value)
    page.fill(f"[name={prefix}-unit]", unit)


def publish_achievement(page: Page) -> None:
    page.goto("/listings/new/achievement/")
    page.fill("[name=title]", "面向移动终端的石墨烯散热膜")
    page.fill("[name=summary]", "面内热导率 1350 W/(m·K) 的柔性膜，弯折 30 万次后保持 96%。")
    page.fill("[name=abstract]", "氧化石墨烯经褶皱预置与 2800 ℃ 石墨化，制得柔性散热膜。")
    page.select_option("[name=technology_field]", "new_materials")
    fill_indicator(page, 0, "面内导热系数", "=", "1350", "W/(m·K)")
    fill_indicator(page, 1, "厚度", "=", "0.05", "mm")
    page.click(".form-actions button[name=publish]")
    page.wait_for_url(re.compile(r"/listings/\d+/$"))


def approve(page: Page, address: str) -> None:
    """A researcher's achievement goes onto the market once the office says so."""
    page.goto(address)
    page.locator("form[action$='/publish/'] button").click()
    expect(page.locator("form[action$='/publish/']")).to_have_count(0)


def publish_need(page: Page) -> None:
    page.goto("/listings/new/need/")
    page.fill("[name=title]", "手机用高导热柔性散热膜")
    page.fill("[name=summary]", "人工石墨片在折叠屏弯折区易断裂，求可弯折的高导热散热膜。")
    page.fill("[name=background]", "折叠屏弯折区功耗集中，需要面内导热系数高的柔性散热膜。")
    page.select_option("[name=technology_field]", "new_materials")
    fill_indicator(page, 0, "面内导热系数", ">=", "1200", "W/(m·K)")
    fill_indicator(page, 1, "厚度", "<=", "60", "μm")
    page.click(".form-actions button[name=draft]")
    page.wait_for_url(re.compile(r"/listings/\d+/$"))
    page.select_option("[name=broker]", label="苏巧云")
    page.locator("form[action$='/broker/'] button").click()
    page.locator("form[action$='/publish/'] button").click()


def decide(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("form[action$='/accept/'] button").click()
    expect(page.locator("form[action$='/accept/']")).to_have_count(0)


def draft_contract(page: Page) -> tuple[str, str]:
    """The addresses of the deal and of the record."""
    page.goto("/deals/")
    page.locator("main").get_by_role("link", name=re.compile("散热膜")).first.click()
    page.wait_for_url(re.compile(r"/deals/\d+/"))
    deal = page.url
    page.select_option("[name=kind]", "licence/ordinary")
    page.fill("[name=amount]", "1250000")
    page.select_option("[name=payment_form]", "lump")
    page.check("[name=written][value=paper]")
    page.fill("[name=signed_on]", timezone.localdate().isoformat())
    page.check("[name=ip_ownership][value=seller]")
    page.locator("#draft form button:not([type=button])").last.click()
    page.wait_for_url(re.compile(r"/contracts/\d+/"))
    return deal, page.url


@dataclass(frozen=True)
class Lived:
    """Where the story left its traces: addresses, and the windows of those who lived it."""

    product: Product
    need: str
    achievement: str
    pairing: str
    deal: str
    contract: str
    enterprise: Page


@pytest.fixture(scope="session")
def lived(product: Product, sign_in: SignIn) -> Lived:
    """One publishes, the other is told, both agree, one drafts and the office signs."""
    researcher = sign_in(product, "jibei-qin")
    publish_achievement(researcher)
    achievement = researcher.url
    office = sign_in(product, "jibei-office")
    approve(office, achievement)
    researcher.goto("/desk/")

    enterprise = sign_in(product, "ninghai-zhou")
    publish_need(enterprise)
    need = enterprise.url

    # The researcher's page was not touched since: the match arrives by itself, with its reason.
    arrived = researcher.locator("#arrivals .entry").first
    expect(arrived).to_contain_text("手机用高导热柔性散热膜", timeout=PATIENCE)
    expect(arrived.locator("small")).not_to_be_empty()
    arrived.locator("a").first.click()
    researcher.wait_for_url(re.compile(r"/pairings/\d+/"))
    pairing = researcher.url
    assert researcher.locator(".why li").count() >= 2
    expect(researcher.get_by_text("达到").first).to_be_visible()

    decide(researcher, pairing)
    decide(enterprise, pairing)
    deal, contract = draft_contract(enterprise)

    # A university is bound by its office, not by its researcher.
    researcher.goto(contract)
    expect(researcher.locator("form[action$='/confirm/']")).to_have_count(0)
    office.goto(contract)
    office.locator("form[action$='/confirm/'] button").click()
    expect(office.locator(".chip.ok").first).to_be_visible()
    return Lived(product, need, achievement, pairing, deal, contract, enterprise)


def test_who_has_no_part_sees_that_it_is_contracted(lived: Lived, sign_in: SignIn) -> None:
    visitor = sign_in(lived.product, None)
    visitor.goto(lived.need)
    expect(visitor.get_by_text("签约").first).to_be_visible()


def test_the_need_stands_on_its_owners_desk(lived: Lived) -> None:
    lived.enterprise.goto("/desk/")
    lived.enterprise.get_by_role("link", name="手机用高导热柔性散热膜").first.click()
    expect(lived.enterprise).to_have_url(lived.need)


def test_the_broker_saw_it_all(lived: Lived, sign_in: SignIn) -> None:
    """The pairing, the decisions, the record."""
    broker = sign_in(lived.product, "broker-su")
    broker.goto(lived.pairing)
    for name in ("周一鸣", "秦墨然"):
        expect(broker.get_by_text(name).first).to_be_visible()
    broker.goto(lived.contract)
    expect(broker.get_by_text("韩雪岭").first).to_be_visible()


def watch(page: Page, faults: list[str]) -> None:
    """Note what the browser complains of, a broken security policy above all."""
    page.on(
        "console",
        lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None,
    )


def pages_of(lived: Lived) -> dict[str | None, tuple[str, ...]]:
    """Who looks at what, once the story has been lived."""
    return {
        None: (
            "/",
            "/search/?q=散热膜",
            "/listings/",
            lived.achievement,
            "/glossary/",
            "/accounts/signup/",
        ),
        "ninghai-zhou": (
            "/desk/",
            "/listings/new/need/",
            lived.need,
            lived.pairing,
            "/inbox/",
        ),
        "jibei-qin": (
            "/desk/",
            "/listings/new/achievement/",
            f"{lived.achievement}edit/",
            "/my/settings/",
        ),
        "jibei-office": ("/desk/", lived.deal, lived.contract, "/contracts/"),
        "broker-su": ("/desk/",),
        "operator-li": ("/desk/",),
    }


@pytest.mark.parametrize("product", ["embedded"], indirect=True)
@pytest.mark.parametrize(
    ("width", "locale", "theme"), [(1440, "zh-CN", "light"), (390, "en", "dark")]
)
def test_every_page_is_sound(
    lived: Lived, sign_in: SignIn, width: int, locale: str, theme: str
) -> None:
    """No finding of axe, no report of the content security policy, no sideways scrolling."""
    faults: list[str] = []
    for who, addresses in pages_of(lived).items():
        page = sign_in(lived.product, who, width=width, locale=locale)
        page.context.add_cookies(
            [{"name": "tiqiao_theme", "value": theme, "url": lived.product.address}]
        )
        watch(page, faults)
        for address in addresses:
            look_at(page, address, width, faults)
        page.context.close()
    assert faults == []


def look_at(page: Page, address: str, width: int, faults: list[str]) -> None:
    """Open an address and note what is wrong with it."""
    answer = page.goto(address)
    assert answer is not None
    if answer.status != 200:
        faults.append(f"{address}: {answer.status}")
        return
    # Axe's own fetching of style sheets is what the policy forbids.
    found = Axe().run(page, options={"preload": False})
    faults += [
        f"{address}: {finding['id']} at {finding['nodes'][0]['target']}"
        for finding in found.response["violations"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        faults.append(f"{address}: scrolls sideways at {width} px")
