"""The first half of a deal, as its people live it: from the two listings to the registered contract."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from playwright.sync_api import Page, expect

from backend.portal.demo.people import PASSWORD

from .steps import send

PATIENCE = 120_000  # the first listing loads the encoder
WHOLE, EQUIPMENT = Decimal("1000001.37"), Decimal("120000.11")
FIRST = Decimal("400000.55")


def number_of(address: str) -> str:
    return address.rstrip("/").rsplit("/", 1)[1]


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@dataclass(frozen=True)
class People:
    """The windows of those who live it."""

    buyer: Page
    researcher: Page
    office: Page
    broker: Page
    officer: Page
    operator: Page


def talks_open(people: People) -> str:
    """One offers, the other asks, the broker is named, both agree to the pairing: the deal's page."""
    seller, buyer = people.researcher, people.buyer
    seller.goto("/listings/new/achievement/")
    send(seller, "", by="button[name=publish]", values={
        "title": "耐盐碱管道涂层材料",
        "summary": "适用于盐渍土埋地钢管的自修复防腐涂层，附着力 12 MPa。",
        "abstract": "以微胶囊缓蚀剂改性环氧树脂，制得耐盐碱、可自修复的管道防腐涂层。",
        "technology_field": "new_materials",
    })  # fmt: skip
    people.office.goto(seller.url)
    send(people.office, "/publish/")
    seller.goto("/desk/")
    buyer.goto("/listings/new/need/")
    send(buyer, "", by="button[name=draft]", values={
        "title": "盐渍土埋地钢管防腐涂层",
        "summary": "滨海盐渍土中埋地钢管三年内点蚀穿孔，求耐盐碱的防腐涂层，附着力不低于 10 MPa。",
        "background": "滨海盐渍土氯离子含量高，现有环氧粉末涂层破损后锈蚀迅速扩展。",
        "technology_field": "new_materials",
        "indicators-0-name": "附着力",
        "indicators-0-comparator": ">=",
        "indicators-0-value": "10",
        "indicators-0-unit": "MPa",
    })  # fmt: skip
    buyer.locator("[name=broker]").select_option(label="苏巧云")
    send(buyer, "/broker/")
    send(buyer, "/publish/")
    arrived = seller.locator("#arrivals .entry", has_text="盐渍土埋地钢管").first
    expect(arrived).to_be_visible(timeout=PATIENCE)
    arrived.locator("a").first.click()
    seller.wait_for_url(re.compile(r"/pairings/\d+/"))
    for page in (seller, buyer):
        page.goto(seller.url)
        send(page, "/accept/")
    buyer.goto("/deals/")
    buyer.locator("main").get_by_role("link", name=re.compile("盐渍土")).first.click()
    buyer.wait_for_url(re.compile(r"/deals/\d+/"))
    return re.sub(r"[?#].*", "", buyer.url)


def broker_puts_on_record(people: People, deal: str) -> None:
    """A service that both read, a note that they do not, and a commission that the office agrees to."""
    broker = people.broker
    broker.goto(deal)
    send(broker, "/services/", {"kind": "introduce", "words": "陪同双方线上初谈，确认试验段。"})
    send(broker, "/notes/", {"text": "甲方年内要见样品。"})
    send(broker, "/commissions/", {"payer": "seller", "mode": "rate", "percent": "3"})
    people.office.goto(deal)
    expect(people.office.get_by_text("陪同双方线上初谈")).to_be_visible()
    expect(people.office.get_by_text("甲方年内要见样品")).to_have_count(0)
    people.office.locator("#brokerage a[href*='/commissions/']").first.click()
    send(people.office, "/agree/")


def terms_in_three_rounds(people: People, deal: str) -> None:
    """The buyer offers, the researcher counters, the buyer comes nearer, the office accepts."""
    said = {
        "mode": "commissioned_development", "price_mode": "instalments", "ownership": "shared",
        "instalments": "样品验收后四成，试验段验收后六成",
    }  # fmt: skip
    for page, price in (
        (people.buyer, "900000"), (people.researcher, "1100000"), (people.buyer, str(WHOLE)),
    ):  # fmt: skip
        page.goto(deal)
        page.locator("#terms .form-actions a").last.click()
        send(page, f"/terms/of-deal/{number_of(deal)}/", said | {"price": price})
    people.office.goto(deal)
    people.office.locator("#terms .form-actions a").first.click()
    send(people.office, "/accept/")


def shares_agreed(people: People, deal: str) -> None:
    """The office proposes how the revenue is split, the inventor agrees."""
    office, pk = people.office, number_of(deal)
    office.goto(f"/ownership/of-deal/{pk}/")
    shares = office.locator("main [name^=share_]")
    inventor = shares.nth(1).get_attribute("name") or ""
    send(office, "", {
        "pricing": "auction", "share_institution": "30", inventor: "70",
    })  # fmt: skip
    people.researcher.goto(office.url)
    send(people.researcher, "/agree/")


def contract_written(people: People, deal: str) -> str:
    """The text is begun from the terms, written and confirmed: the contract's page."""
    office, buyer, pk = people.office, people.buyer, number_of(deal)
    buyer.goto(deal)
    send(buyer, f"/contracts/of-deal/{pk}/", {
        "written": "here", "part_0_kind": "equipment", "part_0_words": "喷涂设备",
        "part_0_amount": str(EQUIPMENT),
        "instalment_0_amount": str(FIRST), "instalment_0_condition": "样品验收后",
        "instalment_1_amount": str(WHOLE - FIRST), "instalment_1_condition": "试验段验收后",
    })  # fmt: skip
    buyer.wait_for_url(re.compile(r"/contracts/\d+/text/"))
    buyer.evaluate(
        "document.querySelectorAll('textarea').forEach((box) => {"
        " box.value = box.value.replace(/【[^】]*】/g, '十五'); })"
    )
    buyer.locator("button[name=send]").click()
    buyer.wait_for_url(re.compile(r"/contracts/\d+/$"))
    contract = buyer.url
    office.goto(contract)
    send(office, "/confirm/")
    return contract


def contract_signed(people: People, contract: str) -> None:
    """Each side shows who signs, and signs; then it is in force."""
    for page in (people.buyer, people.office):
        page.goto("/accounts/reauthenticate/")
        page.fill("input[name=password]", PASSWORD)
        page.locator("form:has(input[name=password]) button[type=submit]").first.click()
        page.wait_for_url(lambda url: "reauthenticate" not in url)
        page.goto(contract)
        send(page, "/sign/", {"agreed": "on"})
    people.office.goto(contract)
    expect(people.office.locator(".chip.ok").first).to_be_visible()


def contract_registered(people: People, contract: str) -> None:
    """The office applies with what is known already and the signed file; the bureau registers it."""
    office, officer, pk = people.office, people.officer, number_of(contract)
    office.goto(f"/registration/of-contract/{pk}/")
    send(office, "")
    send(office, "", {
        "registry": "沧州市科学技术局（演示）", "valid_from": day(0), "valid_until": day(400),
        "industry": "C33", "right": "10", "technology_field": "new_materials",
        "contact_phone": "0317-1234567",
    })  # fmt: skip
    application = office.url
    while office.locator("[id^=paper-] .chip.wait").count():
        paper = office.locator("[id^=paper-]:has(.chip.wait)").first
        address = paper.locator("form").first.get_attribute("action") or ""
        send(office, address, {"file": "材料"})
    send(office, "/submit/")
    registry_decides(officer, application)


def registry_decides(officer: Page, application: str) -> None:
    """Recognised, and registered under a number."""
    officer.goto(application)
    send(officer, "/recognise/")
    send(officer, "/register/")
    expect(officer.locator(".verdict b").first).to_have_text(re.compile(r"^\d{16}$"))
