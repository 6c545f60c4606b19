"""What must hold of registrations is seen where somebody breaks it behind the services' back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from backend.contracts.models import Contract
from backend.core.checks import checks_run
from backend.registration.models import OutsideContract, Registration
from tests.backend.registration import cases
from tests.backend.registration.purchases import VALUES
from tests.factories import Market

OUTSIDE = {name: getattr(VALUES, name) for name in VALUES.__dataclass_fields__}


def broken(pk: int, **values: Any) -> set[str]:
    """The invariants that do not hold once a registration says this; it is mended afterwards."""
    was = Registration.objects.filter(pk=pk).values(*values).get()
    Registration.objects.filter(pk=pk).update(**values)
    found = set(checks_run())
    Registration.objects.filter(pk=pk).update(**was)
    return found


def test_each_invariant_tells_of_what_breaks_it(market: Market) -> None:
    found = cases.registered(cases.signed(market))
    assert checks_run() == {}
    pk = found.pk
    assert broken(pk, registered_by=None) == {"registration.certificates_rest_on_a_decision"}
    assert broken(pk, contract_amount=cases.AMOUNT + 1) == {
        "registration.amounts_agree_with_the_contract"
    }
    assert broken(pk, currency="USD") == {"registration.amounts_agree_with_the_contract"}
    back = {"state": "submitted", "due_on": timezone.localdate() - timedelta(days=9)}
    assert broken(pk, **back) == {
        "registration.certificates_rest_on_a_decision",
        "registration.terms_run_while_the_registry_decides",
    }
    Contract.objects.filter(pk=found.contract_id).update(state="drafting")
    assert "registration.registered_contracts_are_in_force" in checks_run()
    Contract.objects.filter(pk=found.contract_id).update(state="signed")
    given = OUTSIDE | {"number": found.number, "buyer_name": "某公司", "buyer_region": "130900"}
    twin = OutsideContract.objects.create(
        **given, source="extract", state="counted", same_as=found, buyer=market.enterprise
    )
    assert set(checks_run()) == {
        "registration.numbers_belong_to_one_contract",
        "registration.what_is_counted_is_counted_once",
    }
    twin.state = "dismissed"
    twin.save()
    assert checks_run() == {}
