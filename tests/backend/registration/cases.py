"""Registrations for tests, brought to their states by the services."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from backend.accounts.models import Duty, Organisation, UnitKind, User
from backend.contracts.models import Contract
from backend.registration.completeness import papers_required
from backend.registration.models import ChangeReport, Registration
from backend.registration.services import (
    change_report,
    registration_begin,
    registration_enclose,
    registration_recognise,
    registration_register,
    registration_submit,
    registration_write,
)
from backend.registration.values import ChangeValues, Recognition, RegistrationValues
from tests import factories
from tests.backend.contracts import records
from tests.factories import Market, actor

PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass(frozen=True)
class Case:
    """A signed contract with its registry and the registry's officer."""

    market: Market
    contract: Contract
    bureau: Organisation
    officer: User


def bureau(region: str = "130900", unit_kind: str = UnitKind.SCIENCE) -> tuple[Organisation, User]:
    """A government unit of a region and its officer."""
    unit = factories.organisation(
        Organisation.Kind.GOVERNMENT, unit_kind=unit_kind, region=region, credit_code=None
    )
    return unit, factories.member(unit, Duty.REGIONAL_OFFICER, name="Officer")


def signed(market: Market) -> Case:
    """A contract that both confirmed, and the science bureau of the seller's region."""
    found = records.drafted(market)
    records.confirm(market, found)
    unit, officer = bureau()
    return Case(market, Contract.objects.get(pk=found.pk), unit, officer)


def fresh(registration: Registration) -> Registration:
    """The registration as it is now."""
    return Registration.objects.get(pk=registration.pk)


def begun(case: Case) -> Registration:
    """The office's application, as it is filled in by itself."""
    return registration_begin(actor=actor(case.market.office), contract_id=case.contract.pk)


def numbered(case: Case) -> Registration:
    """A draft that any state could be written into."""
    found = begun(case)
    Registration.objects.filter(pk=found.pk).update(
        number="2026130900999999", registered_on=timezone.localdate()
    )
    return fresh(found)


def values_of(registration: Registration, **changes: Any) -> RegistrationValues:
    """What stands on the form, with changes."""
    names = [field.name for field in fields(RegistrationValues)]
    held = RegistrationValues(**{name: getattr(registration, name) for name in names})
    return replace(held, **changes)


def whole(case: Case, **changes: Any) -> Registration:
    """An application that lacks nothing."""
    found = begun(case)
    office = actor(case.market.office)
    given = {
        "valid_until": timezone.localdate() + timedelta(days=365),
        "technology_field": "new_materials",
        "industry": "C39",
        "right": "10",
        "contact_phone": "0317-1234567",
        "first_time": False,
    }
    registration_write(
        actor=office,
        registration_id=found.pk,
        expected_revision=found.revision,
        values=values_of(found, **{**given, **changes}),
    )
    for item in papers_required(fresh(found)):
        registration_enclose(
            actor=office,
            registration_id=found.pk,
            code=item.code,
            upload=ContentFile(PAPER, name="合同.pdf"),
        )
    return fresh(found)


def submitted(case: Case, **changes: Any) -> Registration:
    """An application that is with the registry."""
    found = whole(case, **changes)
    registration_submit(
        actor=actor(case.market.office),
        registration_id=found.pk,
        expected_revision=found.revision,
    )
    return fresh(found)


def recognised(case: Case) -> Registration:
    """An application that the registry recognised as it stands."""
    found = submitted(case)
    recognise(case, found)
    return fresh(found)


def recognise(case: Case, found: Registration, **changes: Any) -> None:
    """Recognise it, as it stands unless told otherwise."""
    given = {
        "type": found.type,
        "subtype": found.subtype,
        "technology_amount": found.technology_amount,
    }
    registration_recognise(
        actor=actor(case.officer),
        registration_id=found.pk,
        expected_revision=found.revision,
        values=Recognition(**{**given, **changes}),
    )


def registered(case: Case) -> Registration:
    """A registered contract."""
    found = recognised(case)
    registration_register(
        actor=actor(case.officer), registration_id=found.pk, expected_revision=found.revision
    )
    return fresh(found)


def changed(case: Case) -> ChangeReport:
    """A change of a registered contract that waits for the registry."""
    return change_report(
        actor=actor(case.market.office),
        registration_id=registered(case).pk,
        values=ChangeValues(kind="change", happened_on=timezone.localdate(), words="延期"),
    )


AMOUNT = Decimal("1250000.00")
