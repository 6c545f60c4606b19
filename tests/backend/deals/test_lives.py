"""Random lives of a deal: money is conserved, no state is illegal, refusals leave nothing behind."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from backend.accounts.models import Duty
from backend.payments.gateways import local
from backend.payments.models import ProviderAccount
from backend.payments.services import account_open, bank_account_set
from tests import factories
from tests.backend.brokerage import brokered
from tests.backend.deals.deciding import reacted
from tests.backend.deals.lives import lived
from tests.backend.delivery import plans
from tests.backend.pairings import pairs
from tests.factories import Market, actor

FEW, MANY, PARTS = 10, 500, 4
STEPS = 12


@pytest.fixture
def begun(market: Market) -> tuple[Market, list[int]]:
    """Deals that have just begun, that have a contract, a plan, and a milestone to pay; with a broker,
    more members, and accounts where all are paid."""
    factories.join(factories.user("Second"), market.enterprise, Duty.ENTERPRISE_MEMBER)
    factories.join(factories.user("Third"), market.agency, Duty.BROKER)
    for who, organisation in ((market.office, market.university), (market.broker, market.agency)):
        account_open(actor=actor(who), organisation_id=organisation.pk, gateway="local")
        bank_account_set(
            actor=actor(who),
            organisation_id=organisation.pk,
            currency="CNY",
            holder="某单位",
            bank="中国银行",
            number="6217000123456789",
        )
    for account in ProviderAccount.objects.all():
        local.account_make_ready(account.provider_id)
    paid = plans.agreed(market)
    plans.accept(plans.submit(plans.first_of(paid), market.researcher), market.buyer)
    deals = [
        pairs.deal(market), plans.contract(market).deal, plans.agreed(market).contract.deal,
        paid.contract.deal,
    ]  # fmt: skip
    for deal in deals:
        assert deal.need is not None
        brokered.accompany(deal.need, market.buyer, market.broker)
    while reacted():
        pass
    return market, [deal.pk for deal in deals]


def live(begun: tuple[Market, list[int]], lives: int, part: int) -> None:
    """So many lives, each of at most so many acts."""
    market, deals = begun

    @seed(part)
    # What fails is told as it was lived: to make it smaller takes longer than to read it.
    @settings(
        max_examples=lives,
        suppress_health_check=list(HealthCheck),
        database=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
    )
    @given(data=st.data())
    def life(data: st.DataObject) -> None:
        with lived(market, data.draw(st.sampled_from(deals)), data.draw) as one:
            one.live(STEPS)

    life()


def test_a_few_lives(begun: tuple[Market, list[int]]) -> None:
    live(begun, FEW, 0)


@pytest.mark.nightly
@pytest.mark.parametrize("part", range(1, PARTS + 1))
def test_five_hundred_lives(begun: tuple[Market, list[int]], part: int) -> None:
    live(begun, MANY // PARTS, part)
