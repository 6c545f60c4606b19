"""What a panel's sitting decided is carried out once its list is drawn up."""

from __future__ import annotations

from decimal import Decimal

import pytest

from backend.catalog.models import Listing, Status
from backend.catalog.services import listing_publish
from backend.challenges.models import Call
from backend.core.dispatcher import deliver_all
from backend.panel.services import sitting_close
from backend.pools.models import Problem, ProjectNeed
from backend.pools.services import sitting_carry_out
from backend.tasks.models import Task
from tests import factories
from tests.backend.panel import panels
from tests.browsers import browser, text
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


def test_what_could_not_be_carried_out_is_a_task(market: Market) -> None:
    """A draft its owner publishes; a merge within one firm, a call without a budget an officer does."""
    film = factories.need(market.buyer, title="散热膜", region="130900")
    other = factories.need(market.buyer, title="导热膜", region="130900")
    steel = factories.need(market.buyer, title="轴承钢", region="130900")
    sat, items = panels.open_sitting(film, other, steel)
    for item, decision in zip(items, ("publish", "merge", "bidding"), strict=True):
        sat.judge(item)
        merged = {"merged_with_id": film.pk} if decision == "merge" else {}
        sat.decide(item, decision, **merged)
    Listing.objects.filter(pk=film.pk).update(status=Status.DRAFT)
    sitting_close(actor=actor(sat.officer), sitting_id=sat.sitting.pk)
    deliver_all()
    tasks = {(task.code, task.person_id or task.organisation_id) for task in Task.objects.all()}
    assert tasks == {
        ("need_published", market.enterprise.pk),
        ("need_in_problem", sat.officer.pk),
        ("need_in_call", sat.officer.pk),
    }
    assert not Problem.objects.exists()
    assert not Call.objects.exists()
    listing_publish(actor=actor(market.buyer), listing_id=film.pk)
    deliver_all()
    assert Task.objects.get(code="need_published").state == Task.State.DONE
    assert "导热膜" in text(browser(sat.officer).get("/desk/"))
