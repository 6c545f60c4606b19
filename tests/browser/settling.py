"""The second half of a deal, as its people live it: milestones, payments, and what the books say."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import override
from playwright.sync_api import Page

from backend.ledger.kinds import Purpose

from .steps import money, send, sheet
from .talking import EQUIPMENT, WHOLE, People, day, number_of

COMMISSION = Decimal("30000.04")  # three percent of all that arrives, rounded once
FIRST, SECOND = Decimal("400000.55"), Decimal("600000.82")


def milestones_planned(people: People, contract: str) -> str:
    """The buyer plans two milestones, the office agrees: the plan's page."""
    buyer, office = people.buyer, people.office
    pk = number_of(contract)
    buyer.goto(f"/delivery/of-contract/{pk}/")
    indicator = buyer.locator("[name='rows-0-indicators']").first.get_attribute("value") or ""
    send(buyer, "", {
        "rows-0-title": "样品", "rows-0-share": str(FIRST), "rows-0-due_on": day(30),
        "rows-0-deliverables": "涂层样板三十片与检测报告", "rows-0-indicators": indicator,
        "rows-1-title": "试验段", "rows-1-share": str(SECOND), "rows-1-due_on": day(120),
        "rows-1-deliverables": "二百米试验段", "rows-1-criteria": "六个月无点蚀",
    })  # fmt: skip
    office.goto(buyer.url)
    send(office, "/agree/")
    return buyer.url


def accounts_named(people: People) -> None:
    """Where university and agency are paid: at the provider, the university at its bank too."""
    for page in (people.office, people.broker):
        page.goto("/payments/accounts/")
        send(page, "/payments/accounts/local/")
        page.locator("main a[href*='/payments/simulated/account/']").click()
        send(page, "")
    people.office.goto("/payments/accounts/")
    send(people.office, "", {
        "holder": "渤海农业大学", "bank": "中国银行沧州分行", "number": "6217000123456789",
    })  # fmt: skip


def milestone_accepted(people: People, plan: str, number: int) -> str:
    """Submitted with what was reached, and accepted: the milestone's page."""
    people.researcher.goto(plan)
    people.researcher.locator("main a[href*='/milestones/']", has_text=f"{number}.").click()
    milestone = people.researcher.url
    form = people.researcher.locator("form[action$='/submit/']")
    criterion = form.locator("[name^=criterion_]").first.get_attribute("name") or ""
    send(people.researcher, "/submit/", {criterion: "12" if number == 1 else "无点蚀"})
    people.buyer.goto(milestone)
    send(people.buyer, "/accept/")
    return milestone


def milestone_reached(
    people: People, plan: str, number: int, pay: Callable[[People], None]
) -> None:
    """Submitted, accepted, paid."""
    milestone = milestone_accepted(people, plan, number)
    people.buyer.goto(milestone)
    people.buyer.locator("main a[href*='/payments/']").first.click()
    pay(people)
    people.buyer.goto(milestone)
    until(people.buyer, lambda: people.buyer.locator("main a[href*='/pay/']").count() == 0)


def by_card(people: People) -> None:
    """A test card at the simulated provider."""
    send(people.buyer, "", {"method": "local"})
    open_at_provider = people.buyer.locator("main a[href*='/simulated/checkout/']")
    until(people.buyer, lambda: open_at_provider.count() == 1)
    open_at_provider.click()
    send(people.buyer, "", {"card": "success"})
    until(people.buyer, lambda: people.buyer.locator(".note.ok").count() == 1)


def by_bank(people: People) -> None:
    """A transfer that the payer declares and the payee confirms."""
    send(people.buyer, "", {"method": "bank"})
    until(people.buyer, lambda: people.buyer.locator("form[action$='/declare/']").count() == 1)
    send(people.buyer, "/declare/")
    people.office.goto(people.buyer.url)
    send(people.office, "/confirm/", {"amount": str(SECOND)})


def until(page: Page, there: Callable[[], bool], most: int = 60) -> None:
    """Look again until it is there: what the platform does behind takes a moment."""
    for _ in range(most):
        if there():
            return
        page.wait_for_timeout(250)
        page.reload()
    raise AssertionError(f"{page.url}: {page.locator('main').inner_text()}")


def shares_confirmed(people: People) -> None:
    """What the university hands on, inventor and agency confirm once it is with them."""
    for page in (people.researcher, people.broker):
        page.goto("/payments/payouts/")
        waiting = page.locator("form[action$='/confirm/']")
        until(page, lambda waiting=waiting: waiting.count() > 0)
        while waiting.count():
            send(page, "/confirm/")
            page.reload()


def report_is_there(people: People, plan: str) -> None:
    """The acceptance report is a PDF."""
    answer = people.buyer.request.get(f"{plan}report/")
    assert answer.ok
    assert answer.body().startswith(b"%PDF")


def expect_closed(page: Page, deal: str) -> None:
    """All is accepted and paid: the deal is closed and asks what came of it."""
    page.goto(deal)
    until(page, lambda: page.locator("form[action$='/result/']").count() > 0)


def books_agree(people: People) -> None:
    """Statements, yearly report and statistics say the same, to the cent."""
    payer, inventor = balances(people.buyer), balances(people.researcher)
    university, agency = balances(people.office), balances(people.broker)
    platform = balances(people.operator, "/ledger/platform/0/statement.xlsx")
    assert payer == {Purpose.PAID: -WHOLE}, payer
    assert agency == {Purpose.COMMISSION: COMMISSION}, agency
    earned, shared = university.pop(Purpose.REVENUE), inventor.pop(Purpose.SHARE)
    fees = sum(platform.values(), Decimal(0))
    assert (university, inventor) == ({}, {})
    assert earned + shared + COMMISSION + fees == WHOLE
    (total,) = sheet(people.office, "/ownership/report.xlsx", 1)
    assert {
        "signed": (total["本年签订"], money(total["合同成交额"]), money(total["技术交易额"])),
        "moved": (money(total["已到账"]), money(total["已付个人"])),
    } == {"signed": (1, WHOLE, WHOLE - EQUIPMENT), "moved": (earned + shared, shared)}
    for side in ("output", "absorbed"):
        total = sheet(people.officer, f"/registration/statistics.xlsx?side={side}")[-1]
        counted = money(total["合同成交额（元）"]), money(total["技术交易额（元）"])
        assert (total["合同数"], *counted) == (1, WHOLE, WHOLE - EQUIPMENT)


def balances(page: Page, address: str = "") -> dict[str, Decimal]:
    """What the accounts of a reader's own statement hold, by their purpose; empty ones left out."""
    if not address:
        page.goto("/ledger/")
        address = page.locator("a[href*='statement.xlsx']").first.get_attribute("href") or ""
    with override("zh-hans"):
        purposes = {str(purpose.label): purpose.value for purpose in Purpose}
    found: dict[str, Decimal] = {}
    for row in sheet(page, address):
        purpose = purposes[str(row["账户"]).partition(" · ")[0]]
        found[purpose] = found.get(purpose, Decimal(0)) + money(row["余额"])
    return {purpose: held for purpose, held in found.items() if held}
