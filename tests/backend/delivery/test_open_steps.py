"""What a deal and its contract say of delivery while something is open."""

from __future__ import annotations

import pytest
from django.urls import reverse

from backend.core.dispatcher import deliver_all
from backend.delivery.next_steps import milestone_step
from backend.payments import services as payments
from tests.backend.delivery import plans
from tests.backend.payments import bills
from tests.browsers import browser, text
from tests.factories import Market, actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_the_deal_and_the_contract_say_what_delivery_has_open(market: Market) -> None:
    found = plans.milestone(market)
    contract = found.plan.contract
    pages = [reverse("deal", args=[contract.deal_id]), reverse("contract", args=[contract.pk])]
    buyer = browser(market.buyer)

    def steps() -> list[str]:
        return [buyer.get(page).context["step"].sentence for page in pages]

    assert steps() == [milestone_step(found, actor(market.buyer)).sentence] * 2
    found = plans.submit(found, market.office, value="3")
    assert steps() == ["“样膜” was submitted: accept it or return it."] * 2
    shown = text(buyer.get(reverse("milestone", args=[found.pk])))
    assert "1 value that was submitted misses its target" in shown
    # Closing is not the main thing to do while the plan runs.
    (close,) = [b for b in buyer.get(pages[0]).context["acts"] if b.name == "close"]
    assert close.look == "plain"
    plans.accept(found, market.buyer)
    assert "waits for its payment" in steps()[1]
    bills.account_named(market)
    kind = {"actor": actor(market.buyer), "kind": "milestone", "payable_id": found.pk}
    payment = payments.payment_start(**kind, method="bank")
    deliver_all()
    assert "Transfer the amount" in steps()[1]
    payments.payment_declare(actor=actor(market.buyer), payment_id=payment.pk)
    # It is the seller's turn now, and the buyer is not told to pay again.
    assert "confirms the receipt" in steps()[1]
