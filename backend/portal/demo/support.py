"""Demo of the ladder, of support programmes and vouchers."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.duties import BINDING
from backend.accounts.models import Duty, Organisation
from backend.accounts.selectors import actor_of, members_with_duty
from backend.contracts.models import Contract
from backend.ladder import services as ladder
from backend.ladder.models import FirmYear
from backend.ladder.values import RecognitionValues, YearValues
from backend.programmes import services as programmes
from backend.programmes.models import Programme, Support, Voucher
from backend.programmes.schemes import schemes
from backend.programmes.values import ClaimValues, ProgrammeValues, SupportValues

from .lessening import lessened_seed
from .papers import paper
from .people import rows

UNIT = "沧州市科学技术局（演示）"
FINANCE = "沧州市财政局（演示）"
LADDER = "130900-2026"


def support_seed() -> None:
    """Write all of it, once."""
    if Programme.objects.exists():
        return
    content: Any = rows("support")[0]
    for row in content["figures"]:
        _figures(dict(row))
    for row in content["standings"]:
        _standing(row)
    for grade in content["lists"]:
        unit = officer(UNIT)
        ladder.list_publish(
            actor=unit, unit_id=unit.organisation_id or 0, ladder_code=LADDER, grade_code=grade
        )
    for code in content["programmes"]:
        _open(code)
    for row in content["providers"]:
        _provider(row)
    for row in content["vouchers"]:
        _voucher(row)
    for row in content["applications"]:
        _application(row)
    for row in content["lessened"]:
        lessened_seed(row, firm=member(row["firm"]), office=member(row["provider"]))


def officer(unit: str) -> Actor:
    """The officer of a demo unit."""
    return member(unit, Duty.REGIONAL_OFFICER)


def member(organisation: str, *duties: Duty) -> Actor:
    """Who answers for a demo organisation."""
    found = Organisation.objects.get(name=organisation)
    person = members_with_duty(found.pk, *(duties or BINDING)).order_by("pk").first()
    return actor_of(person, organisation_id=found.pk)


def _figures(row: dict[str, Any]) -> None:
    actor = member(row.pop("organisation"))
    if FirmYear.objects.filter(firm_id=actor.organisation_id).exists():
        return
    amounts = ("revenue", "high_tech_revenue", "rd_spending")
    held = row | {name: Decimal(row[name]) for name in amounts}
    year = timezone.localdate().year - 1
    ladder.year_report(
        actor=actor, firm_id=actor.organisation_id or 0, values=YearValues(year=year, **held)
    )


def _standing(row: dict[str, Any]) -> None:
    actor = member(row["organisation"])
    made = ladder.standing_select(
        actor=actor,
        firm_id=actor.organisation_id or 0,
        ladder_code=LADDER,
        grade_code=row["grade"],
    )
    if row["state"] == "selected":
        return
    ladder.standing_enter(actor=officer(UNIT), standing_id=made.pk, expected_revision=None)
    if row["state"] == "recognised":
        this_year = date(timezone.localdate().year, 1, 1)
        day = max(timezone.localdate() - timedelta(days=row["days_ago"]), this_year)
        ladder.standing_recognise(
            actor=officer(UNIT),
            standing_id=made.pk,
            expected_revision=None,
            values=RecognitionValues(
                occasion=row["occasion"],
                number=row["number"],
                awarded_on=day,
                valid_until=day + timedelta(days=365 * 3),
            ),
        )


def _open(code: str) -> None:
    unit, today = officer(UNIT), timezone.localdate()
    programmes.programme_open(
        actor=unit,
        unit_id=unit.organisation_id or 0,
        values=ProgrammeValues(
            scheme_code=code,
            year=today.year,
            closes_on=today + timedelta(days=45),
            terms=schemes()[code].terms,
        ),
    )


def _provider(row: dict[str, Any]) -> None:
    unit = officer(UNIT)
    programmes.provider_recognise(
        actor=unit,
        unit_id=unit.organisation_id or 0,
        organisation_id=Organisation.objects.get(name=row["organisation"]).pk,
        services=row["services"],
        since=timezone.localdate() - timedelta(days=200),
        until=None,
    )


def _apply(row: dict[str, Any], code: str) -> Support:
    actor = member(row["organisation"])
    programme = Programme.objects.get(scheme_code=code)
    papers = {
        one.code: ContentFile(paper(one.chinese, [row["reasons"]]), name=f"{one.chinese[:20]}.pdf")
        for one in programme.scheme.evidence
    }
    return programmes.support_apply(
        actor=actor,
        applicant_id=actor.organisation_id or 0,
        programme_id=programme.pk,
        values=SupportValues(base=Decimal(row["base"]), reasons=row["reasons"], papers=papers),
    )


def _approve(support: Support, recognised: str) -> None:
    programmes.support_approve(
        actor=officer(UNIT),
        support_id=support.pk,
        expected_revision=None,
        recognised_base=Decimal(recognised),
    )


def _voucher(row: dict[str, Any]) -> None:
    support = _apply(row, "voucher")
    _approve(support, row["base"])
    contract = Contract.objects.filter(
        need__external_id=row.get("need", ""), state="signed", kind="main"
    ).first()
    if contract is None:
        return
    actor = member(row["organisation"])
    use = programmes.voucher_reserve(
        actor=actor,
        voucher_id=Voucher.objects.get(support=support).pk,
        contract_id=contract.pk,
        service=row["service"],
        amount=Decimal(row["amount"]),
    )
    invoice = paper("电子发票（演示）", [f"发票号码：{row['invoice']}", row["invoice_amount"]])
    programmes.redemption_claim(
        actor=actor,
        redemption_id=use.pk,
        expected_revision=None,
        values=ClaimValues(
            number=row["invoice"],
            amount=Decimal(row["invoice_amount"]),
            dated=timezone.localdate(),
            upload=ContentFile(invoice, name=f"电子发票-{row['invoice']}.pdf"),
        ),
    )
    programmes.redemption_approve(actor=officer(UNIT), redemption_id=use.pk, expected_revision=None)


def _application(row: dict[str, Any]) -> None:
    support = _apply(row, row["programme"])
    if row["until"] == "returned":
        programmes.support_return(
            actor=officer(UNIT), support_id=support.pk, expected_revision=None, note=row["note"]
        )
    if row["until"] == "paid":
        _approve(support, row["recognised"])
        programmes.support_pay(
            actor=officer(FINANCE),
            support_id=support.pk,
            expected_revision=None,
            note="财国库支〔2026〕118号（演示）",
        )
