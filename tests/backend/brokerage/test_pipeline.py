"""The pipeline of a broker: what it shows, moves and keeps, in a fixed number of queries."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from backend.accounts.models import User
from backend.brokerage.figures import stage_lines
from backend.brokerage.models import SavedView
from backend.brokerage.pipeline import Filters, board, pipeline, rows_of
from backend.core.models import Event
from backend.deals.models import Deal, DealDuty, DealPerson, StageStay
from backend.tasks.models import Task
from tests.backend.contracts import records
from tests.browsers import browser, text
from tests.factories import Market, actor


def deal(market: Market, number: int, *, broker: User | None = None, days: int = 0) -> Deal:
    """A deal by hand, in contact since some days, that the broker accompanies."""
    since = timezone.now() - timedelta(days=days)
    made = Deal.objects.create(
        number=f"QT-TEST-{number}",
        buyer=market.enterprise,
        seller=market.university,
        origin_kind="hand",
        title=f"石墨烯散热膜 {number}",
        stage_since=since,
    )
    StageStay.objects.create(deal=made, stage=made.stage, waits_for="both", entered_at=since)
    DealPerson.objects.create(
        deal=made,
        user=broker or market.broker,
        organisation=market.agency,
        duty=DealDuty.BROKER,
    )
    return made


def state() -> tuple[object, ...]:
    return (
        list(Deal.objects.order_by("pk").values_list("stage", "revision")),
        Task.objects.count(),
        Event.objects.count(),
    )


def test_what_rests_longest_comes_first_and_is_called_stalled(market: Market) -> None:
    fresh, old = deal(market, 1), deal(market, 2, days=9)
    rows = rows_of(actor(market.broker), list(pipeline(actor(market.broker), Filters())))
    assert [(row.deal, row.days, row.stalled) for row in rows] == [
        (old, 9, True),
        (fresh, 0, False),
    ]
    [only] = pipeline(actor(market.broker), Filters(stalled=True))
    assert only == old
    [found] = pipeline(actor(market.broker), Filters(words="膜 1"))
    assert found == fresh
    assert not pipeline(actor(market.office), Filters())


def test_queries_do_not_grow_with_the_deals(market: Market) -> None:
    reader = browser(market.broker)
    counts = []
    for view in ("table", "board"):
        for n in range(2):
            deal(market, len(counts) * 10 + n)
            with CaptureQueriesContext(
                connection,
            ) as seen:
                assert reader.get(reverse("pipeline"), {"view": view}).status_code == 200
            counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[2] == counts[3]


def test_a_card_is_moved_and_a_refused_move_changes_nothing(market: Market) -> None:
    moved = deal(market, 1)
    broker = browser(market.broker)
    address = reverse("pipeline_move", args=[moved.pk])
    answer = broker.post(
        address, {"stage": "evaluation", "revision": 1, "query": "view=board"}, follow=True
    )
    assert answer.redirect_chain == [(f"{reverse('pipeline')}?view=board", 302)]
    moved.refresh_from_db()
    assert moved.stage == "evaluation"
    before = state()
    for data in (
        {"stage": "delivery", "revision": 2},
        {"stage": "closed", "revision": 2},
        {"stage": "terms", "revision": 1},
        {"stage": "terms", "revision": "9" * 30},
        {"stage": "nonsense"},
    ):
        assert broker.post(address, data, follow=True).status_code == 200
        assert state() == before
    assert browser(market.buyer).post(address, {"stage": "terms"}).status_code == 403
    assert state() == before


def test_one_next_step_in_several_deals_or_in_none(market: Market) -> None:
    mine = [deal(market, 1), deal(market, 2)]
    foreign = deal(market, 3, broker=market.researcher)
    broker = browser(market.broker)
    today = timezone.localdate()
    data = {
        "deals": [d.pk for d in mine],
        "what": "电话确认样品进度",
        "due_on": today.isoformat(),
        "query": "",
    }
    broker.post(reverse("pipeline_next_steps"), data)
    assert set(Task.objects.values_list("subject_id", "person")) == {
        (d.pk, market.broker.pk) for d in mine
    }
    assert {d.pk for d in pipeline(actor(market.broker), Filters(due=True))} == {d.pk for d in mine}
    assert "Steps due by today" in text(broker.get(reverse("desk")))
    before = state()
    for wrong in (
        {"deals": [mine[0].pk, foreign.pk]},
        {"deals": []},
        {"deals": ["x"]},
        {"deals": list(range(1, 102))},
        {"what": ""},
        {"due_on": "2001-01-01"},
    ):
        assert broker.post(reverse("pipeline_next_steps"), {**data, **wrong}).status_code in {
            404,
            422,
        }, wrong
        assert state() == before


def test_views_are_ones_own(market: Market) -> None:
    broker = browser(market.broker)
    data = {"name": "本周停滞", "query": "stalled=1&order=due&page=3"}
    broker.post(reverse("pipeline_view_save"), data)
    view = SavedView.objects.get()
    assert (view.owner, view.query) == (market.broker, "stalled=1&order=due")
    assert "本周停滞" in text(broker.get(reverse("pipeline")))
    other = browser(market.researcher)
    assert other.post(reverse("pipeline_view_delete", args=[view.pk])).status_code == 403
    assert broker.post(reverse("pipeline_view_save"), {"name": " "}).status_code == 422
    assert SavedView.objects.count() == 1
    broker.post(reverse("pipeline_view_delete", args=[view.pk]))
    assert not SavedView.objects.exists()


def test_the_board_sums_contracts_and_the_export_holds_the_table(market: Market) -> None:
    found = records.drafted(market)
    DealPerson.objects.create(
        deal=found.deal, user=market.broker, organisation=market.agency, duty=DealDuty.BROKER
    )
    deal(market, 1)
    columns = {column.stage: column for column in board(actor(market.broker), Filters())}
    assert columns["contract"].totals == {"CNY": found.amount}
    assert (columns["contact"].count, columns["contact"].totals) == (1, {})
    answer = browser(market.broker).get(reverse("pipeline_export"))
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    rows = list(sheet.values)
    assert rows[0][0] == "Number"
    assert {row[0] for row in rows[1:]} == {found.deal.number, "QT-TEST-1"}


def test_figures_of_the_agency(market: Market) -> None:
    made = deal(market, 1)
    Deal.objects.filter(pk=made.pk).update(stage="terms")
    reached = {line.stage: line.reached for line in stage_lines(Deal.objects.all())}
    assert [stage for stage, n in reached.items() if n] == ["contact", "terms"]
    answer = text(browser(market.broker).get(reverse("broker_figures")))
    assert "Deals that reached it" in answer
    assert browser(market.broker).get(reverse("broker_figures_export")).status_code == 200
    for year in ("9999", "abc", "0001"):
        assert (
            browser(market.broker).get(reverse("broker_figures"), {"year": year}).status_code == 200
        )
    for route in ("pipeline", "broker_figures", "pipeline_export"):
        assert browser(market.buyer).get(reverse(route)).status_code == 403


@pytest.mark.parametrize("view", ["table", "board"])
def test_both_languages_are_shown(market: Market, view: str) -> None:
    deal(market, 1)
    seen = text(browser(market.broker, "zh-hans").get(reverse("pipeline"), {"view": view}))
    assert "业务管线" in seen
    assert "Pipeline" not in seen
