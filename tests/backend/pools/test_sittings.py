"""What a panel's sitting decided is carried out once its list is drawn up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from backend.challenges.models import Call
from backend.core.dispatcher import deliver_all
from backend.panel.services import sitting_close
from backend.pools.models import Problem, ProjectNeed
from backend.pools.services import sitting_carry_out
from tests import factories
from tests.backend.panel import panels
from tests.factories import Market, actor

pytestmark = pytest.mark.django_db


def test_merged_needs_projects_and_calls_follow_from_a_list(market: Market) -> None:
    film = factories.need(market.buyer, title="散热膜", region="130900", chain="10U01")
    other = factories.need(market.stranger, title="导热膜", region="130900", chain="10U01")
    pump = factories.need(market.buyer, title="水泵", region="130900")
    steel = factories.need(
        market.buyer, title="轴承钢", region="130900", budget_max=Decimal(500_000)
    )
    sat, items = panels.open_sitting(film, other, pump, steel)
    for item in items:
        sat.judge(item)
    sat.decide(items[0], "publish")
    sat.decide(items[1], "merge", merged_with_id=film.pk)
    sat.decide(items[2], "project")
    sat.decide(items[3], "bidding")
    sitting_close(actor=actor(sat.officer), sitting_id=sat.sitting.pk)
    deliver_all()
    problem = Problem.objects.get()
    assert set(problem.needs.values_list("need_id", flat=True)) == {film.pk, other.pk}
    assert ProjectNeed.objects.get().need_id == pump.pk
    call = Call.objects.get()
    assert (call.state, call.need_id, call.budget) == ("draft", steel.pk, Decimal(500_000))
    assert call.poster_id == sat.unit.pk
    sitting_carry_out(sitting_id=sat.sitting.pk)  # again, it does nothing
    assert Problem.objects.count() == ProjectNeed.objects.count() == 1
