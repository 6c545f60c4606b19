"""Subsidies of every kind by one engine: matched, applied for, decided, reckoned, paid; and races."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from backend.accounts.models import Duty, Organisation
from backend.core.checks import checks_run
from backend.core.errors import NotPermitted, WrongState
from backend.programmes import schemes as data
from backend.programmes import services
from backend.programmes.models import Redemption, Support
from backend.programmes.policies import entitled_to, fits_of
from backend.programmes.reckoning import reckon
from backend.programmes.selectors import funds_of, voucher_account
from tests import factories
from tests.backend.programmes import cases
from tests.factories import Market, actor
from tests.racing import at_once
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def client(person: object) -> Client:
    found = Client()
    found.force_login(person)  # type: ignore[arg-type]
    return found


def test_steps_caps_and_cents_are_told_line_by_line() -> None:
    terms = replace(
        data.schemes()["rd-step"].terms,
        steps=((Decimal(100), Decimal(10)), (Decimal(0), Decimal(3))),
    )
    found = reckon(terms, Decimal("250.55"), firm_left=Decimal("12.00"))
    assert found.amount == Decimal("12.00")
    assert [(line[0], line[2]) for line in found.lines] == [
        ("base", "250.55"), ("step", "10.00"), ("step", "4.51"), ("firm", "12.00"), ("result", "12.00"),
    ]  # fmt: skip


def test_county_then_city_decide_and_the_finance_office_pays(market: Market) -> None:
    market.enterprise.region = "130925"
    market.enterprise.save()
    finance = cases.officer(unit_kind="finance")
    city, county = cases.officer(), cases.officer("130925")
    cases.firm(market)
    support = cases.applied(market, cases.opened(city, "rd-step"), "3000000")
    act = services.SUPPORT_SERVICES
    given = {"support_id": support.pk, "expected_revision": None}
    with refused(NotPermitted):
        act["approve"](actor=actor(city), **given)
    act["pass_on"](actor=actor(county), **given)
    waiting = client(city).get(f"/programmes/applications/{support.pk}/").content.decode()
    assert "220,000.00" in waiting  # what it would come to, before anybody decided
    # A tenth of the first million, six hundredths of two more.
    done = act["approve"](actor=actor(city), **given, recognised_base=Decimal(3_000_000))
    assert (done.amount, done.state) == (Decimal("220000.00"), "approved")
    assert funds_of(done.programme).left == Decimal("9780000.00")
    with refused(NotPermitted):
        act["pay"](actor=actor(city), **given, note="1")
    act["pay"](actor=actor(finance), **given, note="财国库-2")
    assert funds_of(done.programme).granted == Decimal("220000.00")
    for person in (market.buyer, city, county, finance):
        page = client(person).get(f"/programmes/applications/{support.pk}/")
        assert page.status_code == 200
    assert client(market.stranger).get(f"/programmes/applications/{support.pk}/").status_code == 404
    public = Client().get(f"/programmes/{done.programme_id}/").content.decode()
    assert market.enterprise.name in public
    assert "220,000.00" in public
    assert checks_run() == {}


def test_a_reward_comes_without_an_application(market: Market) -> None:
    officer = cases.officer()
    programme = cases.opened(officer, "high-tech-reward")
    assert entitled_to(programme) == []
    cases.firm(market)
    (standing,) = entitled_to(programme)
    answer = client(officer).post(
        f"/programmes/{programme.pk}/grant/",
        {"firm": market.enterprise.pk, "standing": standing.pk},
    )
    assert answer.status_code == 302
    support = Support.objects.get()
    assert (support.automatic, support.base) == (True, Decimal("200000.00"))
    assert cases.approved(officer, support).amount == Decimal("200000.00")
    assert entitled_to(programme) == []
    with refused(WrongState):
        services.support_grant(
            actor=actor(officer), programme_id=programme.pk, applicant_id=market.enterprise.pk,
            standing_id=standing.pk,
        )  # fmt: skip
    assert Support.objects.count() == 1


def test_an_officer_decides_nothing_for_a_firm_he_belongs_to(market: Market) -> None:
    officer = cases.officer()
    finance = cases.officer(unit_kind="finance")
    mate = factories.member(
        Organisation.objects.get(pk=cases.unit_of(officer)), Duty.REGIONAL_OFFICER
    )
    support = cases.applied(market, cases.opened(officer, "premium"))
    use = cases.reserved(market, officer)
    act, at = services.REDEMPTION_SERVICES, {"redemption_id": use.pk, "expected_revision": None}
    services.redemption_claim(actor=actor(market.buyer), values=cases.claim(), **at)
    units = {person: cases.unit_of(person) for person in (officer, finance)}
    for person in units:
        factories.join(person, market.enterprise, Duty.ENTERPRISE_MEMBER)
    whos = {pk: replace(actor(pk), organisation_id=unit) for pk, unit in units.items()}
    with refused(NotPermitted):
        services.support_approve(actor=whos[officer], support_id=support.pk, expected_revision=None)
    with refused(NotPermitted):
        act["approve"](actor=whos[officer], **at)
    act["approve"](actor=actor(mate), **at)
    with refused(NotPermitted):
        act["pay"](actor=whos[finance], note="财国库-2", **at)
    support.refresh_from_db()
    use.refresh_from_db()
    assert (support.state, use.state) == ("applied", "approved")


def test_policies_find_their_firms(market: Market) -> None:
    officer = cases.officer()
    cases.opened(officer, "interest")
    cases.opened(officer, "rd-step")
    cases.firm(market, grade="", rd_spending=400_000)
    fits = {fit.scheme.code: fit for fit in fits_of(market.enterprise)}
    assert fits["rd-deduction"].fits
    assert [one.condition.fact for one in fits["interest"].missing] == ["grades"]
    assert [one.have for one in fits["rd-step"].missing] == ["1%"]
    page = client(market.buyer).get("/programmes/").content.decode()
    assert "研发费用加计扣除" in page or "Extra deduction" in page
    for path in ("/programmes/", "/programmes/providers/", "/programmes/applications/"):
        assert client(officer).get(path).status_code == 200


def test_a_new_programme_is_one_file(
    market: Market, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "drone.toml").write_text(
        """code = "drone-hours"
kind = "after_subsidy"
region = "130900"
title = "无人机试飞补助"
title_en = "Test flights"
text = "t"
text_en = "t"
source = "s"
source_en = "s"
applicants = ["enterprise"]
conditions = [{ fact = "staff", op = "at_least", value = 10 }]
[terms]
budget = 1000
ratio = 25
cap_firm = 300
[base]
words = "试飞费用"
words_en = "Cost of flights"
""",
        "utf-8",
    )
    monkeypatch.setattr(data, "DATA", [*data.DATA, tmp_path])
    data.schemes.cache_clear()
    try:
        officer = cases.officer()
        cases.firm(market)
        programme = cases.opened(officer, "drone-hours")
        page = client(market.buyer).get(f"/programmes/{programme.pk}/apply/")
        assert "试飞费用" in page.content.decode() or "Cost of flights" in page.content.decode()
        sent = client(market.buyer).post(f"/programmes/{programme.pk}/apply/", {"base": "900"})
        assert sent.status_code == 302
        assert cases.approved(officer, Support.objects.get()).amount == Decimal("225.00")
        again = cases.applied(market, programme, "900")
        # 75 is left of the cap of 300.
        assert cases.approved(officer, again).amount == Decimal("75.00")
        last = cases.applied(market, programme, "900")
        with refused(WrongState):
            cases.approved(officer, last)
    finally:
        data.schemes.cache_clear()


def test_pages_of_an_officer_and_a_firm(market: Market) -> None:
    officer = cases.officer()
    desk = client(officer)
    assert desk.get("/programmes/open/voucher/").status_code == 200
    opened = desk.post(
        "/programmes/open/voucher/",
        {
            "year": cases.TODAY.year, "closes_on": cases.TODAY.isoformat(), "budget": "100万",
            "ratio": "50", "cap_contract": "50000", "cap_firm": "200万",
        },
    )  # fmt: skip
    assert opened.status_code == 422  # a cap above the budget
    use = cases.reserved(market, officer)
    firm = client(market.buyer)
    for path in (
        f"/programmes/vouchers/{use.voucher_id}/",
        f"/programmes/vouchers/{use.voucher_id}/contracts/{use.contract_id}/",
        f"/programmes/uses/{use.pk}/",
        f"/deals/{use.contract.deal_id}/",
        "/desk/",
    ):
        page = firm.get(path)
        assert page.status_code == 200, path
    sent = firm.post(
        f"/programmes/uses/{use.pk}/claim/",
        {
            "revision": 1, "number": "1", "dated": cases.TODAY.isoformat(), "amount": "80000",
            "upload": cases.pdf(),
        },
    )  # fmt: skip
    assert sent.status_code == 302, sent.content.decode()
    assert desk.post(f"/programmes/uses/{use.pk}/approve/", {"revision": 2}).status_code == 302
    api = desk.get("/api/v1/programmes/uses/").json()
    assert [(row["claimed"], row["state"]) for row in api["results"]] == [("40000.00", "approved")]
    change = f"/programmes/{use.voucher.programme_id}/change/"
    assert desk.get(change).status_code == 200
    assert firm.get(change).status_code == 403


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_many_at_once_never_pass_what_is_left(market: Market) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("writers wait for one another on SQLite")
    officer = cases.officer()
    held = cases.voucher(market, officer)
    cases.recognised(officer, market.university)
    contract = cases.contract(market)

    def reserve() -> None:
        try:
            services.voucher_reserve(
                actor=actor(market.buyer), voucher_id=held.pk, contract_id=contract.pk,
                service="rd", amount=Decimal("30000"),
            )  # fmt: skip
        except ValidationError:
            return

    at_once(*[reserve] * 12)
    assert Redemption.objects.count() == 3
    assert voucher_account(held).available == Decimal("10000.00")
    uses = list(Redemption.objects.order_by("pk"))
    claim = partial(services.redemption_claim, actor=actor(market.buyer), expected_revision=None)
    for number, use in enumerate(uses):
        claim(redemption_id=use.pk, values=cases.claim(str(number)))
        services.redemption_approve(
            actor=actor(officer), redemption_id=use.pk, expected_revision=None
        )
    pay = partial(
        services.redemption_pay, actor=actor(officer), redemption_id=uses[0].pk,
        expected_revision=None, note="1",
    )  # fmt: skip
    refusals = at_once(*[pay] * 6)
    assert len(refusals) == 5
    assert checks_run() == {}
