"""What a registry decides: numbers, refusals, completions, changes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from backend.accounts.models import Organisation
from backend.core.errors import NotFound, NotPermitted, Stale, WrongState
from backend.registration import services
from backend.registration.models import Registration
from backend.registration.selectors import registered, registrations_with, unregistered_of
from backend.registration.values import ChangeValues
from backend.registration.working_days import working_day_after
from notifications.models import NoticeRow
from tests import factories
from tests.factories import actor

from . import cases
from .cases import Case

State = Registration.State


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
