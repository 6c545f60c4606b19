"""What an agreement after a signed contract does to it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backend.contracts.models import Contract
from backend.contracts.services import contract_confirm, contract_draft, contract_revise
from backend.deals.models import Deal, Stage
from tests.backend.contracts import signing
from tests.factories import Market, actor


@pytest.mark.parametrize(("kind", "stage"), [("amendment", "delivery"), ("termination", "lost")])
def test_an_agreement_after_the_contract_changes_or_ends_it(
    market: Market, kind: str, stage: str
) -> None:
    main = signing.signed_by(market, signing.agreed(market), "buyer", "office")
    values = replace(
        signing.HERE,
        title="散热膜委托开发变更",
        amount=signing.HERE.amount and signing.HERE.amount + 50000,
    )
    made = contract_draft(
        actor=actor(market.office), deal_id=main.deal_id, values=values, kind=kind
    )
    found = Contract.objects.get(pk=made.pk)
    sent = contract_revise(
        actor=actor(market.office),
        contract_id=made.pk,
        expected_revision=1,
        values=signing.filled(found),
    )
    contract_confirm(
        actor=actor(market.buyer), contract_id=made.pk, expected_revision=sent.revision
    )
    assert Contract.objects.get(pk=main.pk).amount == main.amount
    signing.signed_by(market, found, "office", "buyer")
    main.refresh_from_db()
    assert main.deal.stage == Stage(stage) or Deal.objects.get().stage == stage
    if kind == "amendment":
        assert (main.state, main.amount, main.technology_amount) == (
            "signed", values.amount, values.amount,
        )  # fmt: skip
    else:
        assert main.state == "terminated"
