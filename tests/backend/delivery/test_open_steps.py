"""What a deal and its contract say of delivery while something is open."""

from __future__ import annotations

import pytest
from django.urls import reverse

from backend.delivery.next_steps import milestone_step
from tests.backend.delivery import plans
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
