"""Demo registrations in their several states, and contracts registered elsewhere."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.models import Duty, Organisation
from backend.accounts.selectors import actor_of, members_with_duty
from backend.contracts.models import Contract
from backend.core.sheets import Sheet, workbook_of
from backend.registration.completeness import papers_required
from backend.registration.models import Extract, Registration
from backend.registration.selectors import registration_readable_by
from backend.registration.services import (
    extract_import,
    outside_report,
    registration_begin,
    registration_enclose,
    registration_recognise,
    registration_register,
    registration_submit,
    registration_write,
)
from backend.registration.sources import HEADS, extract_read
from backend.registration.values import OutsideValues, Recognition, RegistrationValues

from .papers import paper
from .people import rows

BUREAU = "沧州市科学技术局（演示）"
REACHES = {"begun": 0, "submitted": 1, "recognised": 2, "registered": 3}


def registrations_seed() -> None:
    """Bring the registrations of the file to their states; import an extract, report a purchase."""
    content: Any = rows("registrations")
    for row in content[0]["registrations"]:
        contract = Contract.objects.filter(
            need__external_id=row["need"], offer__external_id=row["offer"], state="signed"
        ).first()
        if contract is not None and not hasattr(contract, "registration"):
            _bring(contract, row)
    if not Extract.objects.exists():
        _extract(content[0]["extract"])
        _report(content[0]["report"])


def _bring(contract: Contract, row: dict[str, Any]) -> None:
    office = _member(contract.seller, Duty.UNIVERSITY_OFFICE)
    reach = REACHES[row["state"]]
    found = registration_begin(actor=office, contract_id=contract.pk)
    if not reach:
        return
    held = {f.name: getattr(found, f.name) for f in fields(RegistrationValues)}
    given = {
        "valid_until": timezone.localdate() + timedelta(days=row["days"]),
        "first_time": False,
        **row["form"],
    }
    found = registration_write(
        actor=office,
        registration_id=found.pk,
        expected_revision=found.revision,
        values=replace(RegistrationValues(**held), **given),
    )
    found = registration_readable_by(office, found.pk)
    for item in papers_required(found):
        registration_enclose(
            actor=office,
            registration_id=found.pk,
            code=item.code,
            upload=ContentFile(
                paper(item.words, [found.title, found.contract.number]), name=f"{item.code}.pdf"
            ),
        )
    found = registration_submit(
        actor=office, registration_id=found.pk, expected_revision=found.revision
    )
    assert found.registry is not None
    officer = _member(found.registry, Duty.REGIONAL_OFFICER)
    if reach > 1:
        found = _recognise(found, officer)
    if reach > 2:
        registration_register(
            actor=officer, registration_id=found.pk, expected_revision=found.revision
        )


def _recognise(found: Registration, officer: Actor) -> Registration:
    return registration_recognise(
        actor=officer,
        registration_id=found.pk,
        expected_revision=found.revision,
        values=Recognition(
            type=found.type, subtype=found.subtype, technology_amount=found.technology_amount
        ),
    )


def _extract(lines: list[dict[str, Any]]) -> None:
    officer = _member(Organisation.objects.get(name=BUREAU), Duty.REGIONAL_OFFICER)
    year = timezone.localdate().year
    cells = [
        [f"{year}{line[name]}" if name in ("number", "signed_on") else line[name] for name in HEADS]
        for line in lines
    ]
    data = workbook_of(Sheet("登记摘录", [heads[0] for heads in HEADS.values()], cells))
    name = f"京津登记摘录-{year}.xlsx"
    extract_import(actor=officer, name=name, data=data, rows=extract_read(name, data))


def _report(row: dict[str, Any]) -> None:
    buyer = Organisation.objects.get(name=row.pop("buyer"))
    days = row.pop("signed_days_ago")
    outside_report(
        actor=_member(buyer, Duty.ENTERPRISE_MEMBER),
        values=OutsideValues(
            **row
            | {
                "signed_on": timezone.localdate() - timedelta(days=days),
                "contract_amount": Decimal(row["contract_amount"]),
                "technology_amount": Decimal(row["technology_amount"]),
            }
        ),
    )


def _member(organisation: Organisation, duty: Duty) -> Actor:
    person = members_with_duty(organisation.pk, duty).order_by("pk").first()
    return actor_of(person, organisation_id=organisation.pk)
