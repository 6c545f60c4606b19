"""A voucher from application to audit, and what is refused on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from backend.accounts.models import Duty
from backend.core.checks import checks_run
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.models import Event
from backend.ledger.models import Entry, Transfer
from backend.programmes import services
from backend.programmes.models import Programme, Provider, Redemption, Support, Voucher
from backend.programmes.selectors import funds_of, usable_on, voucher_account
from backend.programmes.services import REDEMPTION_SERVICES
from tests import factories
from tests.backend.programmes import cases
from tests.backend.programmes.cases import TODAY
from tests.browsers import browser, text
from tests.factories import Market, actor
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def written() -> tuple[int, ...]:
    return (
        Support.objects.count(), Redemption.objects.count(), Transfer.objects.count(),
        Entry.objects.count(), Event.objects.count(),
    )  # fmt: skip


def test_from_application_to_audit(market: Market) -> None:
    officer = cases.officer()
    finance = cases.officer(unit_kind="finance")
    held = cases.voucher(market, officer)
    programme = held.programme
    assert programme.payer_id == cases.unit_of(officer) or programme.payer.unit_kind == "finance"
    assert funds_of(programme).left == Decimal("4900000.00")
    cases.recognised(officer, market.university)
    contract = cases.contract(market)
    usable = usable_on(held, contract)
    # Half of 1.25 million, a cap of 100,000 a contract, 100,000 on the voucher.
    assert (usable.by_ratio, usable.by_cap, usable.amount) == (
        Decimal("625000.00"), Decimal("100000.00"), Decimal("100000.00"),
    )  # fmt: skip
    use = services.voucher_reserve(
        actor=actor(market.buyer), voucher_id=held.pk, contract_id=contract.pk, service="rd",
        amount=Decimal("60000"),
    )  # fmt: skip
    assert voucher_account(held).available == Decimal("40000.00")
    use = services.redemption_claim(
        actor=actor(market.buyer), redemption_id=use.pk, expected_revision=use.revision,
        values=cases.claim(amount="100000"),
    )  # fmt: skip
    assert use.claimed == Decimal("50000.00")  # half of the invoice
    act = REDEMPTION_SERVICES
    use = act["approve"](actor=actor(officer), redemption_id=use.pk, expected_revision=use.revision)
    with refused(NotPermitted):
        act["pay"](actor=actor(officer), redemption_id=use.pk, expected_revision=None, note="x")
    use = act["pay"](
        actor=actor(finance), redemption_id=use.pk, expected_revision=use.revision, note="财国库-1"
    )
    # What the invoice did not carry is on the voucher again.
    assert voucher_account(held).available == Decimal("50000.00")
    with refused(NotPermitted):
        act["audit"](
            actor=actor(officer),
            redemption_id=use.pk,
            expected_revision=None,
            reason="right",
            note="",
        )
    act["audit"](
        actor=actor(finance), redemption_id=use.pk, expected_revision=use.revision, reason="right",
        note="",
    )  # fmt: skip
    Voucher.objects.update(expires_on=TODAY - timedelta(days=1))
    assert services.vouchers_expire() == 1
    assert services.vouchers_expire() == 0
    assert funds_of(programme).left == Decimal("4950000.00")
    assert checks_run() == {}


def test_nobody_of_the_provider_decides_on_what_it_is_paid(market: Market) -> None:
    officer = cases.officer()
    finance = cases.officer(unit_kind="finance")
    use = cases.reserved(market, officer)
    services.redemption_claim(
        actor=actor(market.buyer), redemption_id=use.pk, expected_revision=None,
        values=cases.claim(),
    )  # fmt: skip
    checks, pays = actor(officer), actor(finance)
    for person in (officer, finance):
        factories.join(person, market.university, Duty.RESEARCHER)
    checks, pays = (
        replace(actor(person), organisation_id=who.organisation_id)
        for person, who in ((officer, checks), (finance, pays))
    )
    with refused(NotPermitted):
        REDEMPTION_SERVICES["approve"](actor=checks, redemption_id=use.pk, expected_revision=None)
    Redemption.objects.filter(pk=use.pk).update(state="approved")
    with refused(NotPermitted):
        REDEMPTION_SERVICES["pay"](
            actor=pays, redemption_id=use.pk, expected_revision=None, note="x"
        )


@pytest.fixture
def ready(market: Market) -> tuple[Market, Voucher, int]:
    officer = cases.officer()
    held = cases.voucher(market, officer)
    cases.recognised(officer, market.university)
    return market, held, cases.contract(market).pk


def _reserve(
    market: Market, held: Voucher, contract_id: int, amount: str = "1000", service: str = "rd"
) -> Redemption:
    return services.voucher_reserve(
        actor=actor(market.buyer), voucher_id=held.pk, contract_id=contract_id, service=service,
        amount=Decimal(amount),
    )  # fmt: skip


def test_what_a_voucher_refuses_names_why(ready: tuple[Market, Voucher, int]) -> None:
    market, held, contract_id = ready
    before = written()
    with refused(ValidationError) as wrong:
        _reserve(market, held, contract_id, "100000.01")
    assert "100,000.00" in str(wrong.value.message_dict["amount"])
    with refused(ValidationError) as wrong:
        _reserve(market, held, contract_id, service="training")
    assert list(wrong.value.message_dict) == ["service"]
    with refused(NotFound):
        services.voucher_reserve(
            actor=actor(market.stranger), voucher_id=held.pk, contract_id=contract_id, service="rd",
            amount=Decimal(1),
        )  # fmt: skip
    Provider.objects.update(region="310000")
    with refused(WrongState, match=r"上海.*河北沧州|Shanghai.*Cangzhou"):
        _reserve(market, held, contract_id)
    Provider.objects.update(region="130900", services=["testing"])
    with refused(WrongState, match=r"技术研发|Research"):
        _reserve(market, held, contract_id)
    Provider.objects.all().delete()
    with refused(WrongState):
        _reserve(market, held, contract_id)
    Voucher.objects.update(expires_on=TODAY - timedelta(days=1))
    with refused(WrongState, match=str(TODAY.year)):
        _reserve(market, held, contract_id)
    assert written() == before


def test_an_invoice_is_used_once(ready: tuple[Market, Voucher, int]) -> None:
    market, held, contract_id = ready
    uses = [_reserve(market, held, contract_id, "1000") for _ in range(2)]
    claim = {"actor": actor(market.buyer), "expected_revision": None}
    services.redemption_claim(redemption_id=uses[0].pk, values=cases.claim(), **claim)
    before = written()
    with refused(ValidationError) as wrong:
        services.redemption_claim(redemption_id=uses[1].pk, values=cases.claim(), **claim)
    assert list(wrong.value.message_dict) == ["number"]
    uses[1].refresh_from_db()
    assert (uses[1].state, written()) == ("reserved", before)
    with refused(ValidationError) as wrong:
        services.redemption_claim(
            redemption_id=uses[1].pk, values=cases.claim("2", amount="9999999"), **claim
        )
    assert list(wrong.value.message_dict) == ["amount"]
    services.redemption_release(redemption_id=uses[1].pk, **claim)
    assert voucher_account(held).available == Decimal("99000.00")


def test_terms_change_in_the_middle_of_the_year(market: Market) -> None:
    officer = cases.officer()
    cases.firm(market)
    programme = cases.opened(officer)
    early = cases.applied(market, programme, "150000")
    terms = programme.versions.get().terms
    with refused(ValidationError):
        _change(officer, programme, terms, note=" ")
    from dataclasses import replace

    _change(officer, programme, replace(terms, cap_firm=Decimal(80000), budget=Decimal(9000000)))
    assert [v.number for v in programme.versions.all()] == [1, 2]
    assert funds_of(programme).budget == Decimal("9000000.00")
    # What was handed in before is reckoned by the figures of then.
    assert cases.approved(officer, early).amount == Decimal("150000.00")
    before = written()
    with pytest.raises(Exception, match="100,000"):
        _change(
            officer,
            programme,
            replace(terms, cap_firm=None, cap_contract=None, budget=Decimal(50000)),
        )
    assert written() == before
    assert Programme.objects.get().versions.count() == 2


def _change(officer: object, programme: Programme, terms: object, note: str = "预算调整") -> None:
    services.programme_change(
        actor=actor(officer),
        programme_id=programme.pk,
        expected_revision=None,
        terms=terms,
        note=note,  # type: ignore[arg-type]
    )


def test_one_voucher_a_firm_and_only_who_fits(market: Market) -> None:
    officer = cases.officer()
    programme = cases.opened(officer)
    before = written()
    with refused(WrongState):
        cases.applied(market, programme)  # no figures, no grade
    page = browser(market.buyer)
    apply = reverse("support_apply", args=[programme.pk])
    assert 'type="file"' not in text(page.get(apply))  # nothing to fill in that is refused after
    cases.firm(market)
    assert 'type="file"' in text(page.get(apply))
    with refused(ValidationError) as wrong:
        services.support_apply(
            actor=actor(market.buyer), applicant_id=market.enterprise.pk, programme_id=programme.pk,
            values=cases.SupportValues(base=Decimal(1000)),
        )  # fmt: skip
    assert list(wrong.value.message_dict) == ["paper_plan"]
    assert written() == before
    made = cases.applied(market, programme)
    with refused(WrongState):
        cases.applied(market, programme)
    for address in (apply, reverse("programme", args=[programme.pk])):
        shown = text(page.get(address))
        assert reverse("support", args=[made.pk]) in shown
        assert 'type="file"' not in shown
    with refused(NotPermitted):
        cases.opened(market.buyer)  # type: ignore[arg-type]
    assert Support.objects.count() == 1
    assert timezone.localdate().year == programme.year
    assert factories.organisation().pk
