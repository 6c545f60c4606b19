"""Probes of what officers of regions do: the county index."""

from __future__ import annotations

from decimal import Decimal

from django.utils import timezone

from backend.county.models import Figure, Release
from backend.county.results import content_of, digest_of, result_of
from backend.county.services import (
    money_use_add,
    objection_raise,
    release_draft,
    supply_deliver,
)
from backend.county.values import MoneyUseValues, ObjectionValues, SuppliedFigure
from backend.plans.models import Indicator, Plan
from backend.plans.services import target_set, year_figure_enter
from backend.plans.values import TargetValues
from tests.backend.accounts.probes.shared import Act, Probes
from tests.backend.county import rounds
from tests.backend.county.rounds import SCHEME, YANSHAN
from tests.factories import Market, actor


def round_run(market: Market) -> tuple[None, Act]:
    found = rounds.of_market(market)
    return None, lambda person: release_draft(actor=actor(person), index_round_id=found.pk)


def figures_supplied(market: Market) -> tuple[None, Act]:
    task = rounds.of_market(market).tasks.get()
    figure = SuppliedFigure(county=YANSHAN, indicator="rd_intensity", year=2024, text="1")
    return None, lambda person: supply_deliver(
        actor=actor(person), supply_task_id=task.pk, expected_revision=1, figures=[figure]
    )


def figure_objected(market: Market) -> tuple[None, Act]:
    round_ = rounds.of_market(market)
    type(market.enterprise).objects.update(region=YANSHAN)
    figure = Figure.objects.create(
        round=round_, task=round_.tasks.get(), county=YANSHAN, indicator="rd_intensity", value=1,
        source="supplied",
    )  # fmt: skip
    return None, lambda person: objection_raise(
        actor=actor(person), figure_id=figure.pk, values=ObjectionValues(ground="x")
    )


def incentive_used(market: Market) -> tuple[None, Act]:
    type(market.enterprise).objects.update(region=YANSHAN)

    def content(share: Decimal, last: str = "") -> str:
        figures = {YANSHAN: {o.code: o.low + (o.high - o.low) * share for o in SCHEME.indicators}}
        return content_of(
            SCHEME, region="130900", year=2024, figures=figures, computed=frozenset(),
            last=result_of(last) if last else None,
        )  # fmt: skip

    text = content(Decimal("0.7"), content(Decimal("0.5")))
    release = Release.objects.create(
        round=rounds.of_market(market), version=1, state="published", content=text,
        sha256=digest_of(text), drafted_by=market.buyer,
    )  # fmt: skip
    values = MoneyUseValues(
        kind="talent", what="x", amount=Decimal(1), spent_on=timezone.localdate()
    )
    return None, lambda person: money_use_add(
        actor=actor(person), index_release_id=release.pk, county=YANSHAN, values=values
    )


def plan_run(market: Market) -> tuple[None, Act]:
    indicator = _indicator(market)
    return None, lambda person: target_set(
        actor=actor(person), indicator_id=indicator.pk,
        values=TargetValues(target=Decimal(2), reason="x"),
    )  # fmt: skip


def plan_figure_entered(market: Market) -> tuple[None, Act]:
    indicator = _indicator(market)
    return None, lambda person: year_figure_enter(
        actor=actor(person), indicator_id=indicator.pk, region="130900", year=2021, value=Decimal(1)
    )


def _indicator(market: Market) -> Indicator:
    """One of a plan in force that the market's enterprise answers for."""
    plan = Plan.objects.create(
        name="x", region="130900", unit=market.enterprise, starts=2021, ends=2030,
        opened_by=market.buyer, state="in_force",
    )  # fmt: skip
    return Indicator.objects.create(
        plan=plan, position=1, name="x", unit="家", kind="level", target=1
    )


PROBES: Probes = {
    "plan_run": plan_run,
    "plan_figure_enter": plan_figure_entered,
    "index_run": round_run,
    "figures_supply": figures_supplied,
    "figure_object": figure_objected,
    "incentive_use": incentive_used,
}
