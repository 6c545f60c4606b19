"""Probes of the ladder and of support programmes."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from backend.finance import services as finance
from backend.finance.models import Lender
from backend.finance.values import ProductValues, WishValues
from backend.honours.models import HonourList
from backend.honours.services import honour_list_publish
from backend.ladder.services import list_publish, year_report
from backend.ladder.values import YearValues
from backend.nominations.services import nomination_apply, ranking_set
from backend.programmes import services
from backend.programmes.schemes import schemes
from backend.programmes.values import ProgrammeValues, SupportValues
from tests.backend.accounts.probes.shared import Act, Probes
from tests.backend.finance import financing
from tests.backend.nominations import nominated
from tests.backend.programmes import cases
from tests.factories import Market, actor


def figures(market: Market) -> tuple[None, Act]:
    values = YearValues(
        year=cases.TODAY.year, founded=2010, size="small", staff=10, rd_staff=1,
        revenue=Decimal(1), high_tech_revenue=Decimal(0), rd_spending=Decimal(0), class1_ip=0,
        class2_ip=0,
    )  # fmt: skip
    return None, lambda person: year_report(
        actor=actor(person), firm_id=market.enterprise.pk, values=values
    )


def grade_list(market: Market) -> tuple[None, Act]:
    cases.firm(market)
    return None, lambda person: list_publish(
        actor=actor(person), unit_id=market.enterprise.pk, ladder_code="130900-2026",
        grade_code="high_tech",
    )  # fmt: skip


def programme(market: Market) -> tuple[None, Act]:
    scheme = schemes()["premium"]
    values = ProgrammeValues(
        scheme_code=scheme.code, year=cases.TODAY.year, terms=scheme.terms,
        closes_on=cases.TODAY + timedelta(days=9),
    )  # fmt: skip
    return None, lambda person: services.programme_open(
        actor=actor(person), unit_id=market.enterprise.pk, values=values
    )


def application(market: Market) -> tuple[None, Act]:
    made = cases.opened(cases.officer(), "transfer-after")
    contract = cases.contract(market)
    return None, lambda person: services.support_apply(
        actor=actor(person), applicant_id=market.enterprise.pk, programme_id=made.pk,
        values=SupportValues(
            base=Decimal(1000), contract_id=contract.pk, papers={"payment": cases.pdf()}
        ),
    )  # fmt: skip


def product(market: Market) -> tuple[None, Act]:
    values = ProductValues(kind="credit_loan", title="科技贷", text="x", stages=("growth",))
    return None, lambda person: finance.product_list(
        actor=actor(person), provider_id=market.enterprise.pk, values=values
    )


def wish(market: Market) -> tuple[None, Act]:
    values = WishValues(
        kind="credit_loan", stage="growth", amount=Decimal(1), months=12, purpose="x", consent=True
    )
    return None, lambda person: finance.wish_make(
        actor=actor(person), firm_id=market.enterprise.pk, values=values
    )


def white_list(market: Market) -> tuple[None, Act]:
    financing.checked(market)
    banker = financing.bank()
    Lender.objects.create(
        unit=market.enterprise, bank_id=actor(banker).organisation_id, admitted_by=banker
    )
    return None, lambda person: finance.white_list_publish(
        actor=actor(person), unit_id=market.enterprise.pk
    )


def recommended(market: Market) -> tuple[None, Act]:
    made = nominated.of_market(market, buyer_is_officer=False)
    return None, lambda person: ranking_set(
        actor=actor(person), nomination_round_id=made.pk, ranking=[]
    )


def nominated_by(market: Market) -> tuple[None, Act]:
    made = nominated.of_market(market, buyer_is_officer=False)
    return None, lambda person: nomination_apply(
        actor=actor(person), nomination_round_id=made.pk, values=nominated.VALUES
    )


def honoured(market: Market) -> tuple[None, Act]:
    found = HonourList.objects.create(
        kind="firms", region="130900", year=2025, unit=market.enterprise, drawn_up_by=market.buyer
    )
    return None, lambda person: honour_list_publish(actor=actor(person), honour_list_id=found.pk)


PROBES: Probes = {
    "honours_list": honoured,
    "programme_recommend": recommended,
    "programme_apply": nominated_by,
    "finance_offer": product,
    "finance_wish": wish,
    "white_list_keep": white_list,
    "firm_report": figures,
    "ladder_keep": grade_list,
    "programme_run": programme,
    "support_apply": application,
}
