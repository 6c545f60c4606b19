"""From an accepted pairing to the last payment: who takes part, what they sign, and whether every
figure that is drawn from it agrees to the cent."""

from __future__ import annotations

from functools import partial

import pytest

from tests.product import Product

from . import settling, talking
from .conftest import SignIn
from .talking import People

pytestmark = [pytest.mark.browser, pytest.mark.servers]


@pytest.fixture(scope="session")
def people(product: Product, sign_in: SignIn) -> People:
    enter = partial(sign_in, product)
    return People(
        enter("diliu-bai"), enter("bohai-ren"), enter("bohai-office"), enter("broker-su"),
        enter("officer-cang"), enter("operator-li"),
    )  # fmt: skip


def test_a_deal_is_lived_to_its_last_payment(product: Product, people: People) -> None:
    deal = talking.talks_open(people)
    talking.broker_puts_on_record(people, deal)
    talking.terms_in_three_rounds(people, deal)
    talking.shares_agreed(people, deal)
    contract = talking.contract_written(people, deal)
    talking.contract_signed(people, contract)
    talking.contract_registered(people, contract)
    plan = settling.milestones_planned(people, contract)
    settling.accounts_named(people)
    for number, pay in ((1, settling.by_card), (2, settling.by_bank)):
        settling.milestone_reached(people, plan, number, pay)
    settling.shares_confirmed(people)
    settling.report_is_there(people, plan)
    settling.expect_closed(people.buyer, deal)
    settling.books_agree(people)
    product.manage("deals_check")
    product.manage("ledger_verify")
