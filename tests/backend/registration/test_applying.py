"""An application from the first click to the certificate, and every refusal on the way."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from backend.accounts.models import Organisation
from backend.attachments.services import attachment_withdraw
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.models import Event
from backend.registration import services
from backend.registration.completeness import missing_of
from backend.registration.models import Registration
from backend.registration.selectors import registration_readable_by
from tests.factories import actor

from . import cases
from .cases import Case

State = Registration.State


def names(registration: Registration) -> set[str]:
    return {one.name for one in missing_of(registration)}


def test_the_form_is_filled_in_with_what_is_known(case: Case) -> None:
    found = cases.begun(case)
    assert found.applicant_id == case.market.university.pk
    assert found.registry_id == case.bureau.pk
    assert (found.seller_nature, found.buyer_nature) == ("022", "100")
    assert (found.seller_region, found.contract_amount) == ("130900", cases.AMOUNT)
    assert found.technology_amount == case.contract.technology_amount
    assert {"valid_until", "contact_phone", "contract", "first_time"} <= names(found)
    # Who asks again goes on with the same.
    assert cases.begun(case).pk == found.pk
    assert Registration.objects.count() == 1


def test_the_seller_applies_and_nobody_else(case: Case) -> None:
    for person in (case.market.buyer, case.market.researcher, case.officer):
        with pytest.raises((NotPermitted, NotFound)):
            services.registration_begin(actor=actor(person), contract_id=case.contract.pk)
    assert not Registration.objects.exists()


def test_a_buyer_applies_for_a_seller_abroad(case: Case) -> None:
    Organisation.objects.filter(pk=case.market.university.pk).update(credit_code=None)
    found = services.registration_begin(
        actor=actor(case.market.buyer), contract_id=case.contract.pk
    )
    assert found.applicant_id == case.market.enterprise.pk
    assert found.seller_nature == "500"
    assert "seller_country" in names(found)
    services.registration_write(
        actor=actor(case.market.buyer),
        registration_id=found.pk,
        expected_revision=found.revision,
        values=cases.values_of(found, seller_country="142"),
    )
    assert "seller_country" in names(cases.fresh(found))
    found = cases.fresh(found)
    services.registration_write(
        actor=actor(case.market.buyer),
        registration_id=found.pk,
        expected_revision=found.revision,
        values=cases.values_of(found, seller_country="304", seller_region=""),
    )
    assert {"import"} <= names(cases.fresh(found))
    assert "seller_country" not in names(cases.fresh(found))


def test_what_is_missing_keeps_it_from_the_registry(case: Case) -> None:
    found = cases.begun(case)
    before = Event.objects.count()
    with pytest.raises(WrongState):
        services.registration_submit(
            actor=actor(case.market.office),
            registration_id=found.pk,
            expected_revision=found.revision,
        )
    assert (cases.fresh(found).state, Event.objects.count()) == (State.DRAFT, before)


def test_wrong_codes_and_foreign_registries_are_refused_by_field(case: Case) -> None:
    found = cases.begun(case)
    far, _officer = cases.bureau("370100")
    finance, _clerk = cases.bureau(unit_kind="finance")
    for field, value in {
        "right": "77",
        "seller_nature": "999",
        "seller_region": "999999",
        "registry_id": far.pk,
        "industry": "Q9",
    }.items():
        with pytest.raises(ValidationError) as refused:
            services.registration_write(
                actor=actor(case.market.office),
                registration_id=found.pk,
                expected_revision=found.revision,
                values=cases.values_of(found, **{field: value}),
            )
        assert list(refused.value.message_dict) == [field.removesuffix("_id")]
    with pytest.raises(ValidationError):
        services.registration_write(
            actor=actor(case.market.office),
            registration_id=found.pk,
            expected_revision=found.revision,
            values=cases.values_of(found, registry_id=finance.pk),
        )
    assert cases.fresh(found).revision == found.revision


def test_terms_that_cannot_be_are_named(case: Case) -> None:
    today = timezone.localdate()
    found = cases.whole(case, valid_until=today - timedelta(days=1), valid_from=None)
    assert names(found) == {"valid_from", "valid_until"}
    Registration.objects.filter(pk=found.pk).update(
        currency="USD", valid_from=today, valid_until=today
    )
    assert names(cases.fresh(found)) == {"rate"}


def test_a_paper_that_was_taken_away_is_missing_again(case: Case) -> None:
    found = cases.whole(case)
    assert names(found) == set()
    paper = found.enclosures.get()
    attachment_withdraw(actor=actor(case.market.office), attachment_id=paper.attachment_id)
    assert names(cases.fresh(found)) == {"contract"}
    services.registration_enclose(
        actor=actor(case.market.office),
        registration_id=found.pk,
        code="contract",
        upload=ContentFile(cases.PAPER, name="again.pdf"),
    )
    assert names(cases.fresh(found)) == set()


def test_a_draft_is_the_parties_alone(case: Case) -> None:
    found = cases.begun(case)
    with pytest.raises(NotFound):
        registration_readable_by(actor(case.officer), found.pk)
    with pytest.raises(NotFound):
        registration_readable_by(actor(case.market.stranger), found.pk)
    cases.submitted(case)
    _unit, of_buyer = cases.bureau("130000")
    assert registration_readable_by(actor(of_buyer), found.pk).pk == found.pk
    _far, elsewhere = cases.bureau("370100")
    with pytest.raises(NotFound):
        registration_readable_by(actor(elsewhere), found.pk)


def test_a_seen_application_is_not_deleted(case: Case) -> None:
    found = cases.submitted(case)
    office = actor(case.market.office)
    services.registration_return(
        actor=actor(case.officer), registration_id=found.pk, expected_revision=found.revision,
        reason="codes", note="区划代码有误",
    )  # fmt: skip
    found = cases.fresh(found)
    services.registration_write(
        actor=office, registration_id=found.pk, expected_revision=found.revision,
        values=cases.values_of(found),
    )  # fmt: skip
    found = cases.fresh(found)
    with pytest.raises(WrongState):
        services.registration_discard(
            actor=office, registration_id=found.pk, expected_revision=found.revision
        )
    assert Registration.objects.filter(pk=found.pk).exists()
