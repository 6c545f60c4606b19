"""A plan from its drawing up to its verdict, and what is refused on the way."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.plans.models import Adjustment, Plan, RegionTarget, YearFigure
from backend.plans.selectors import division_of, plan_readable_by, rows_of
from backend.plans.services import (
    PLAN_SERVICES,
    bulletin_issue,
    plan_draw_up,
    plan_indicator_add,
    target_set,
    targets_hand_down,
    year_figure_enter,
)
from backend.plans.values import IndicatorValues, PlanValues, TargetValues
from tests.backend.county.rounds import YANSHAN, bureau, officer
from tests.factories import actor
from tests.refusals import refused

pytestmark = pytest.mark.django_db
D = Decimal


def test_a_plan_runs_from_its_targets_to_its_verdict(client: Client) -> None:
    city, county = officer(bureau()), officer(bureau(YANSHAN))
    by, below = actor(city), actor(county)
    year = timezone.localdate().year
    plan = plan_draw_up(
        actor=by, values=PlanValues(name="科技创新规划", starts=year - 2, ends=year)
    )
    one = plan_indicator_add(
        actor=by,
        region_plan_id=plan.pk,
        values=IndicatorValues(name="高新技术企业", unit="家", kind="level", base=D(10)),
    )
    given = {"actor": by, "region_plan_id": plan.pk, "expected_revision": 1}
    with refused(WrongState):
        PLAN_SERVICES["issue"](**given)
    target_set(actor=by, indicator_id=one.pk, values=TargetValues(target=D(30)))
    PLAN_SERVICES["issue"](**given)
    parts = {YANSHAN: D(12), "130921": D(17)}
    down = {"actor": by, "indicator_id": one.pk, "region": "130900"}
    with refused(ValidationError, match="29"):
        targets_hand_down(**down, targets=parts)
    assert not RegionTarget.objects.exists()
    targets_hand_down(**down, targets=parts | {"130921": D(18)})
    one.refresh_from_db()
    assert division_of(one, "130900").difference == 0
    figure = {"indicator_id": one.pk, "year": year - 2}
    year_figure_enter(actor=below, region=YANSHAN, value=D(3), **figure)
    with refused(NotPermitted):
        year_figure_enter(actor=below, region="130921", value=D(3), **figure)
    with refused(ValidationError, match="year"):
        year_figure_enter(actor=by, region="130900", value=D(3), **figure | {"year": year + 1})
    year_figure_enter(actor=by, region="130900", value=D(13), **figure)
    with refused(ValidationError, match="value"):
        year_figure_enter(actor=by, region="130900", value=D(13), **figure)
    year_figure_enter(actor=by, region="130900", value=D(14), **figure)
    assert YearFigure.objects.filter(region="130900").count() == 2
    assert rows_of(plan_readable_by(by, plan.pk))[0].progress.percent == 20
    with refused(ValidationError, match="reason"):
        target_set(actor=by, indicator_id=one.pk, values=TargetValues(target=D(20)))
    assert not Adjustment.objects.exists()
    target_set(actor=by, indicator_id=one.pk, values=TargetValues(target=D(20), reason="调整"))
    assert Adjustment.objects.get().before == 30
    bulletin = bulletin_issue(actor=by, region_plan_id=plan.pk, word="请抓紧")
    assert bulletin.content["indicators"][0]["light"] == "green"
    read = f"/plans/bulletins/{bulletin.pk}.pdf"
    told = client.get(read).content
    with refused(WrongState):
        PLAN_SERVICES["close"](**given | {"expected_revision": 2}, note="完成")
    Plan.objects.update(starts=year - 3, ends=year - 1)
    PLAN_SERVICES["close"](**given | {"expected_revision": 2}, note="完成")
    # A notice stays what it was.
    assert client.get(read).content == told
    for url in (
        "/plans/",
        f"/plans/{plan.pk}/",
        f"/plans/indicators/{one.pk}/",
        f"/plans/indicators/{one.pk}/regions/130900/",
    ):
        assert client.get(url).status_code == 200, url


def test_a_draft_is_read_by_the_regions_officers_alone(client: Client) -> None:
    city = officer(bureau())
    plan = plan_draw_up(actor=actor(city), values=PlanValues(name="草案", starts=2026, ends=2030))
    other = officer(bureau("110000"))
    with refused(NotFound):
        plan_readable_by(actor(other), plan.pk)
    assert client.get(f"/plans/{plan.pk}/").status_code == 404
    client.force_login(city)
    answer = client.post(
        f"/plans/{plan.pk}/indicators/",
        {"name": "中试线", "unit": "条", "kind": "range", "target": "5", "target_max": "3"},
    )
    assert answer.status_code == 422
    assert not plan.indicators.exists()
    answer = client.post(
        f"/plans/{plan.pk}/indicators/",
        {"name": "中试线", "unit": "条", "kind": "range", "target": "3", "target_max": "5"},
    )
    assert answer.status_code == 302
    assert client.get(answer.url).status_code == 200  # type: ignore[attr-defined]
