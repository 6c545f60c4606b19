"""Contract records for tests."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from backend.contracts.models import Contract
from backend.contracts.services import contract_confirm, contract_draft
from backend.contracts.values import ContractValues
from tests.backend.pairings import pairs
from tests.factories import Market, actor

VALUES = ContractValues(
    title="散热膜委托开发",
    type="development",
    subtype="commissioned",
    amount=Decimal("1250000.00"),
    currency="CNY",
    signed_on=timezone.localdate(),
    ip_ownership="shared",
)
FORM = {
    "title": "散热膜委托开发",
    "kind": "development/commissioned",
    "amount": "1250000",
    "currency": "CNY",
    "signed_on": timezone.localdate().isoformat(),
    "payment_form": "lump",
    "ip_ownership": "shared",
}


def drafted(market: Market) -> Contract:
    """A record that the buyer drafted."""
    deal = pairs.deal(market)
    made = contract_draft(actor=actor(market.buyer), deal_id=deal.pk, values=VALUES)
    return Contract.objects.get(pk=made.pk)


def confirm(market: Market, found: Contract) -> None:
    """The university's office confirms."""
    contract_confirm(
        actor=actor(market.office), contract_id=found.pk, expected_revision=found.revision
    )
