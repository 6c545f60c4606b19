"""Figures of registration: exact, of one region, and with the contracts behind them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from backend.accounts.models import Organisation
from backend.contracts.models import Contract
from backend.core.errors import NotFound
from backend.registration.models import Registration
from backend.registration.selectors.statistics import (
    ABSORBED,
    OUTPUT,
    absorbed_matrix,
    counted_of,
    statistics_of,
    statistics_scope,
)
from backend.registration.selectors.unregistered import unregistered_figures
from backend.registration.services import outside_count, outside_report
from tests.browsers import browser, text
from tests.factories import Market, actor

from . import cases
from .purchases import VALUES


def test_figures_agree_with_the_contracts_behind_them(market: Market) -> None:
    case = cases.signed(market)
    Organisation.objects.filter(pk=market.enterprise.pk).update(region="130925")
    own = cases.registered(case)
    year = timezone.localdate().year
    Registration.objects.filter(pk=own.pk).update(currency="USD", rate=Decimal("7.123456"))
    made = outside_report(
        actor=actor(market.buyer),
        values=replace(VALUES, number="", signed_on=date(year, 1, 5)),
    )
    outside_count(actor=actor(case.officer), outside_contract_id=made.pk, expected_revision=1)

    yuan = (own.contract_amount * Decimal("7.123456")).quantize(Decimal("0.01"))
    # What neither form nor extract says of a buyer, its organisation tells.
    Registration.objects.filter(pk=own.pk).update(buyer_nature="")
    assert {one.buyer_nature for one in counted_of("130900", ABSORBED, year)} == {"100"}
    output = statistics_of("130900", OUTPUT, year)
    assert (output.total.n, output.total.contract) == (1, yuan)
    absorbed = statistics_of("130900", ABSORBED, year)
    assert absorbed.total.contract == yuan + VALUES.contract_amount
    for found in (output, absorbed):
        for table in found.tables:
            assert sum(row.n for row in table.rows) == found.total.n
            assert sum(row.contract for row in table.rows) == found.total.contract
            for row in table.rows:
                behind = counted_of("130900", found.side, year, table.name, row.code)
                assert sum(one.contract for one in behind) == row.contract
    matrix = absorbed_matrix("130900", year)
    assert [use for use, _name in matrix.uses] == ["130925"]
    assert [(row[0], row[3]) for row in matrix.rows] == [
        ("110000", VALUES.contract_amount),
        ("130000", yuan),
    ]
    assert matrix.total == absorbed.total.contract
    # A county counts what is its own.
    assert statistics_of("130925", ABSORBED, year).total == absorbed.total
    assert statistics_of("130925", OUTPUT, year).total.n == 0


def test_what_is_signed_and_not_registered_is_counted(market: Market) -> None:
    case = cases.signed(market)
    year = timezone.localdate().year
    (row,) = unregistered_figures("130900", year)
    contract = Contract.objects.get()
    assert (row.state, row.n, row.amount, row.foreign) == ("", 1, contract.amount, 0)
    assert unregistered_figures("130900", year - 1) == unregistered_figures("310000", year) == []
    Contract.objects.update(currency="USD")
    (row,) = unregistered_figures("", year)
    assert (row.n, row.amount, row.foreign) == (1, 0, 1)
    page = browser(case.officer).get(reverse("registration_statistics"))
    assert "and 1 in another currency" in text(page)
    assert contract.title not in text(page)
    Contract.objects.update(currency="CNY")
    cases.registered(case)
    assert unregistered_figures("130900", year) == []


def test_figures_are_of_the_region_of_the_bureau(market: Market) -> None:
    _unit, officer = cases.bureau()
    assert statistics_scope(actor(officer)) == "130900"
    assert statistics_scope(actor(officer), "130925") == "130925"
    assert statistics_scope(actor(market.operator)) == ""
    for person, region in ((officer, "130600"), (officer, "999999"), (market.buyer, "")):
        with pytest.raises(NotFound):
            statistics_scope(actor(person), region)
