"""An application from the first click to the certificate, and every refusal on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from backend.accounts.models import Organisation
from backend.attachments.services import attachment_withdraw
from backend.core.errors import NotFound, NotPermitted, Stale, WrongState
from backend.core.models import Event
from backend.registration import services
from backend.registration.completeness import missing_of
from backend.registration.models import Registration
from backend.registration.selectors import (
    registered,
    registration_readable_by,
    registrations_with,
    unregistered_of,
)
from backend.registration.values import ChangeValues
from backend.registration.working_days import working_day_after
from notifications.models import NoticeRow
from tests import factories
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


def test_the_whole_way_to_the_number(case: Case, drain: Callable[[], int]) -> None:
    found = cases.submitted(case)
    today = timezone.localdate()
    assert (found.received_on, found.due_on) == (today, working_day_after(today, 15))
    drain()
    assert list(registrations_with([case.bureau.pk])) == [found]
    kinds = set(NoticeRow.objects.filter(recipient=case.officer.pk).values_list("kind", flat=True))
    assert "registration_submitted" in kinds
    assert [row.registration for row in unregistered_of(actor(case.market.office))] == [found]

    cases.recognise(case, found)
    found = cases.fresh(found)
    services.registration_register(
        actor=actor(case.officer), registration_id=found.pk, expected_revision=found.revision
    )
    found = cases.fresh(found)
    assert (found.state, found.number) == (State.REGISTERED, f"{today.year}130900000001")
    assert registered(case.contract.pk)
    assert unregistered_of(actor(case.market.office)) == []
    drain()
    told = NoticeRow.objects.filter(kind="registration_registered").values_list(
        "recipient", flat=True
    )
    assert {case.market.office.pk, case.market.buyer.pk} <= set(told)


def test_the_registry_recognises_less_only_with_a_note(case: Case) -> None:
    found = cases.submitted(case)
    for changes, field in (
        ({"technology_amount": Decimal(1_000_000)}, "note"),
        ({"technology_amount": Decimal(1_250_001), "note": "x"}, "technology_amount"),
        ({"type": "transfer", "subtype": "joint", "note": "x"}, "subtype"),
    ):
        with pytest.raises(ValidationError) as refused:
            cases.recognise(case, found, **changes)
        assert field in refused.value.message_dict
    assert cases.fresh(found).state == State.SUBMITTED
    cases.recognise(case, found, technology_amount=Decimal(1_000_000), note="设备费25万元")
    found = cases.fresh(found)
    assert (found.technology_amount, found.contract_amount) == (Decimal(1_000_000), cases.AMOUNT)


def test_only_the_registry_it_went_to_decides(case: Case) -> None:
    found = cases.submitted(case)
    _province, above = cases.bureau("130000")
    for person in (case.market.office, case.market.operator, case.market.buyer, above):
        with pytest.raises((NotPermitted, NotFound)):
            services.registration_refuse(
                actor=actor(person),
                registration_id=found.pk,
                expected_revision=found.revision,
                reason="no_technology",
            )
    with pytest.raises(Stale):
        services.registration_refuse(
            actor=actor(case.officer), registration_id=found.pk, expected_revision=1,
            reason="no_technology",
        )  # fmt: skip
    assert cases.fresh(found).state == State.SUBMITTED


def test_a_completion_begins_the_term_anew(case: Case) -> None:
    found = cases.submitted(case)
    Registration.objects.filter(pk=found.pk).update(received_on="2026-03-02", due_on="2026-03-23")
    services.registration_return(
        actor=actor(case.officer),
        registration_id=found.pk,
        expected_revision=found.revision,
        reason="incomplete",
        note="附件不全",
    )
    found = cases.fresh(found)
    assert (found.state, found.due_on, found.note) == (State.RETURNED, None, "附件不全")
    services.registration_submit(
        actor=actor(case.market.office), registration_id=found.pk, expected_revision=found.revision
    )
    found = cases.fresh(found)
    assert (found.received_on, found.note) == (timezone.localdate(), "")


def test_a_large_or_disputed_one_has_the_longer_term(case: Case) -> None:
    found = cases.submitted(case)
    services.registration_dispute(
        actor=actor(case.officer), registration_id=found.pk, expected_revision=found.revision
    )
    assert cases.fresh(found).due_on == working_day_after(timezone.localdate(), 30)
    found = cases.fresh(found)
    with pytest.raises(WrongState):
        services.registration_dispute(
            actor=actor(case.officer), registration_id=found.pk, expected_revision=found.revision
        )


def test_a_refusal_can_be_objected_to(case: Case) -> None:
    found = cases.submitted(case)
    services.registration_refuse(
        actor=actor(case.officer),
        registration_id=found.pk,
        expected_revision=found.revision,
        reason="no_technology",
    )
    found = cases.fresh(found)
    services.registration_object(
        actor=actor(case.market.office),
        registration_id=found.pk,
        expected_revision=found.revision,
        note="合同含新工艺开发",
    )
    found = cases.fresh(found)
    assert (found.state, found.disputed, found.note) == (State.SUBMITTED, True, "合同含新工艺开发")
    assert found.due_on == working_day_after(timezone.localdate(), 30)


def test_a_change_is_entered_and_an_end_cancels(case: Case) -> None:
    found = cases.registered(case)
    office = actor(case.market.office)
    today = timezone.localdate()
    wrong = ChangeValues(kind="change", happened_on=today, words="调价", benefits_used=True)
    with pytest.raises(ValidationError) as refused:
        services.change_report(actor=office, registration_id=found.pk, values=wrong)
    assert "benefits" in refused.value.message_dict
    report = services.change_report(
        actor=office,
        registration_id=found.pk,
        values=ChangeValues(
            kind="change",
            happened_on=today,
            words="调价",
            contract_amount=Decimal(2_000_000),
            technology_amount=Decimal(1_500_000),
        ),
    )
    with pytest.raises(WrongState):
        services.change_report(actor=office, registration_id=found.pk, values=wrong)
    with pytest.raises(NotPermitted):
        services.change_note(actor=office, change_report_id=report.pk, expected_revision=1)
    services.change_note(actor=actor(case.officer), change_report_id=report.pk, expected_revision=1)
    assert cases.fresh(found).contract_amount == Decimal(2_000_000)

    ended = ChangeValues(kind="rescission", happened_on=today, words="协议解除")
    report = services.change_report(actor=office, registration_id=found.pk, values=ended)
    with pytest.raises(WrongState):
        services.registration_revoke(
            actor=actor(case.officer),
            registration_id=found.pk,
            expected_revision=cases.fresh(found).revision,
            reason="untrue",
            note="x",
        )
    services.change_note(actor=actor(case.officer), change_report_id=report.pk, expected_revision=1)
    assert cases.fresh(found).state == State.CANCELLED
    assert not registered(case.contract.pk)


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


def test_numbers_of_two_regions_do_not_mix(case: Case) -> None:
    first = cases.registered(case)
    other = cases.signed(factories.market())
    Organisation.objects.filter(pk=other.bureau.pk).update(region="130925")
    Organisation.objects.filter(pk=other.market.university.pk).update(region="130925")
    second = cases.registered(other)
    assert first.number is not None
    assert second.number is not None
    assert first.number.endswith("130900000001")
    assert second.number.endswith("130925000001")
