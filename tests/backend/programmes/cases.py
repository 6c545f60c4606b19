"""A bureau with officers, a firm with figures and a grade, programmes opened for the year."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from backend.accounts.models import Duty, Organisation, User
from backend.contracts.models import Contract
from backend.ladder.models import FirmYear, Standing
from backend.programmes import services
from backend.programmes.models import Programme, Redemption, Support, Voucher
from backend.programmes.schemes import schemes
from backend.programmes.values import ClaimValues, ProgrammeValues, SupportValues
from tests import factories
from tests.backend.contracts import records
from tests.factories import Market, actor

TODAY = timezone.localdate()


def pdf(name: str = "材料.pdf") -> Any:
    """A file that may be handed in."""
    return ContentFile(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", name=name)


def officer(region: str = "130900", unit_kind: str = "science") -> User:
    """An officer of a unit of the government."""
    unit = factories.organisation(
        Organisation.Kind.GOVERNMENT, unit_kind=unit_kind, region=region, credit_code=None
    )
    return factories.member(unit, Duty.REGIONAL_OFFICER)


def unit_of(person: User) -> int:
    """The unit that an officer acts for."""
    found = actor(person).organisation_id
    assert found is not None
    return found


def firm(market: Market, *, grade: str = "high_tech", **figures: Any) -> None:
    """The enterprise has figures, and a grade of this year."""
    values: dict[str, Any] = {
        "founded": 2015, "size": "small", "staff": 80, "rd_staff": 20, "revenue": 40_000_000,
        "high_tech_revenue": 30_000_000, "rd_spending": 3_000_000, "class1_ip": 2, "class2_ip": 5,
    }  # fmt: skip
    FirmYear.objects.create(
        firm=market.enterprise, year=TODAY.year - 1, reported_by=market.buyer, **values | figures
    )
    if grade:
        Standing.objects.create(
            firm=market.enterprise, ladder_code="130900-2026", grade_code=grade, equals=grade,
            state="recognised", occasion="first", awarded_on=TODAY, by_firm=True,
            made_by=market.buyer,
        )  # fmt: skip


def opened(person: User, code: str = "voucher", **terms: Any) -> Programme:
    """A programme that the officer's unit opened for this year."""
    return services.programme_open(
        actor=actor(person),
        unit_id=unit_of(person),
        values=ProgrammeValues(
            scheme_code=code,
            year=TODAY.year,
            closes_on=TODAY + timedelta(days=30),
            terms=replace(schemes()[code].terms, **terms),
        ),
    )


def applied(market: Market, programme: Programme, base: str = "100000", **more: Any) -> Support:
    """The enterprise applied, with all papers."""
    papers = {one.code: pdf() for one in programme.scheme.evidence}
    return services.support_apply(
        actor=actor(market.buyer),
        applicant_id=market.enterprise.pk,
        programme_id=programme.pk,
        values=SupportValues(base=Decimal(base), papers=papers, **more),
    )


def under_way(market: Market) -> Support:
    """An application that waits for the bureau."""
    return applied(market, opened(officer(), "premium"))


def approved(person: User, support: Support) -> Support:
    """The officer agreed at the last step."""
    return services.support_approve(
        actor=actor(person), support_id=support.pk, expected_revision=None
    )


def voucher(market: Market, person: User, amount: str = "100000") -> Voucher:
    """A voucher of the enterprise."""
    firm(market)
    return approved(person, applied(market, opened(person), amount)).voucher


def contract(market: Market) -> Contract:
    """A signed contract of the enterprise with the university: 1.25 million, all technology."""
    found = records.drafted(market)
    records.confirm(market, found)
    return Contract.objects.get(pk=found.pk)


def recognised(person: User, organisation: Organisation, *codes: str) -> None:
    """The officer's register holds the organisation."""
    services.provider_recognise(
        actor=actor(person), unit_id=unit_of(person), organisation_id=organisation.pk,
        services=codes or ("rd",), since=TODAY, until=None,
    )  # fmt: skip


def reserved(market: Market, person: User, amount: str = "60000") -> Redemption:
    """A part of a voucher is reserved on a contract."""
    held = voucher(market, person)
    recognised(person, market.university)
    return services.voucher_reserve(
        actor=actor(market.buyer), voucher_id=held.pk, contract_id=contract(market).pk,
        service="rd", amount=Decimal(amount),
    )  # fmt: skip


def claim(number: str = "26112000000000000001", amount: str = "100000") -> ClaimValues:
    """An invoice."""
    return ClaimValues(number=number, amount=Decimal(amount), dated=TODAY, upload=pdf("发票.pdf"))
