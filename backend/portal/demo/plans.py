"""Demo plans: a closed one, one whose targets are to be entered, and a county's that runs."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.plans.models import Plan
from backend.plans.services import (
    PLAN_SERVICES,
    bulletin_issue,
    evaluation_add,
    measure_add,
    measure_report,
    plan_draw_up,
    plan_indicator_add,
    target_set,
    targets_hand_down,
    year_figure_enter,
)
from backend.plans.values import (
    EvaluationValues,
    IndicatorValues,
    MeasureValues,
    PlanValues,
    TargetValues,
)

from .people import rows


def plans_seed() -> None:
    """Write the plans of the file where there are none."""
    if Plan.objects.exists():
        return
    for row in rows("plans"):
        actor = actor_of(User.objects.get(email=row["by"]))
        plan = plan_draw_up(
            actor=actor,
            values=PlanValues(
                name=row["name"], name_en=row["name_en"], starts=row["starts"], ends=row["ends"],
                note=row["about"],
            ),
        )  # fmt: skip
        ids = {one["name"]: _indicator(actor, plan, one) for one in row["indicators"]}
        for measure in row.get("measures", []):
            _measure(actor, plan, measure)
        if "word" in row:
            _run(actor, plan, row, ids)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _indicator(actor: Actor, plan: Plan, row: dict[str, Any]) -> int:
    made = plan_indicator_add(
        actor=actor,
        region_plan_id=plan.pk,
        values=IndicatorValues(
            name=row["name"], name_en=row["name_en"], unit=row["unit"], kind=row["kind"],
            base=_number(row["base"]), target=_number(row["target"]),
            target_max=_number(row.get("target_max")), note=row.get("note", ""),
        ),
    )  # fmt: skip
    return made.pk


def _measure(actor: Actor, plan: Plan, row: dict[str, Any]) -> None:
    values = MeasureValues(
        **{name: row[name] for name in ("number", "name", "lead", "responsible", "target")}
    )
    made = measure_add(actor=actor, region_plan_id=plan.pk, values=values)
    if "standing" in row:
        measure_report(
            actor=actor, measure_id=made.pk, standing=row["standing"], report=row["report"]
        )


def _run(actor: Actor, plan: Plan, row: dict[str, Any], ids: dict[str, int]) -> None:
    """Put it into force, hand targets down, enter figures, issue a notice; close it where it ended."""
    plan = PLAN_SERVICES["issue"](
        actor=actor, region_plan_id=plan.pk, expected_revision=plan.revision
    )
    for name, parts in row["parts"].items():
        targets_hand_down(
            actor=actor,
            indicator_id=ids[name],
            region=plan.region,
            targets={code: Decimal(part) for code, part in parts.items()},
        )
    for one in row["indicators"]:
        _enter(actor, plan, ids[one["name"]], plan.region, one["figures"])
    for name, regions in row["parts_figures"].items():
        for code, figures in regions.items():
            _enter(actor, plan, ids[name], code, figures)
    if change := row.get("adjustment"):
        target_set(
            actor=actor,
            indicator_id=ids[change["name"]],
            values=TargetValues(target=Decimal(change["target"]), reason=change["reason"]),
        )
    if found := row.get("evaluation"):
        evaluation_add(
            actor=actor,
            region_plan_id=plan.pk,
            values=EvaluationValues(
                body=found["body"],
                evaluated_on=timezone.localdate() - timedelta(days=found["days"]),
                finding=found["finding"],
            ),
        )
    if "verdict" in row:
        PLAN_SERVICES["close"](
            actor=actor, region_plan_id=plan.pk, expected_revision=plan.revision,
            note=row["verdict"],
        )  # fmt: skip
    bulletin_issue(actor=actor, region_plan_id=plan.pk, word=row["word"])


def _enter(actor: Actor, plan: Plan, indicator_id: int, region: str, figures: list[str]) -> None:
    for year, text in enumerate(figures, start=plan.starts):
        year_figure_enter(
            actor=actor,
            indicator_id=indicator_id,
            region=region,
            year=year,
            value=Decimal(text),
            proof=f"演示数据，{year}年统计公报",
        )
