"""Demo plans: a closed one, one whose targets are to be entered, and a county's that runs."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.plans.models import (
    Adjustment,
    Bulletin,
    Evaluation,
    Indicator,
    Measure,
    Plan,
    RegionTarget,
    YearFigure,
)
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

from .dating import happened
from .people import rows

SOME = 4  # days ago, what happened last


def plans_seed() -> None:
    """Write the plans of the file where there are none."""
    if Plan.objects.exists():
        return
    for row in rows("plans"):
        actor = actor_of(User.objects.get(email=row["by"]))
        with _on(date(row["starts"], 2, 20)):
            plan = plan_draw_up(
                actor=actor,
                values=PlanValues(
                    name=row["name"], name_en=row["name_en"], starts=row["starts"], ends=row["ends"],
                    note=row["about"],
                ),
            )  # fmt: skip
            ids = {one["name"]: _indicator(actor, plan, one) for one in row["indicators"]}
        with _on(_lately()):
            for measure in row.get("measures", []):
                _measure(actor, plan, measure)
        if "word" in row:
            _run(actor, plan, row, ids)


def _on(day: date) -> AbstractContextManager[None]:
    """What the block does is of that day, but some days ago at the latest."""
    then = ["created_at", "updated_at"]
    rows_of = [
        (found.objects.all(), then)
        for found in (Plan, Indicator, RegionTarget, Adjustment, Evaluation, Bulletin)
    ]
    reported = (Measure.objects.all(), [*then, "reported_at"])
    entered = (YearFigure.objects.all(), [*then, "replaced_at"])
    days = max((timezone.localdate() - day).days, SOME)
    return happened(days, *rows_of, reported, entered)


def _lately() -> date:
    return timezone.localdate() - timedelta(days=SOME)


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
    with _on(date(plan.starts, 3, 15)):
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
    told = [(ids[one["name"]], plan.region, one["figures"]) for one in row["indicators"]]
    for name, regions in row["parts_figures"].items():
        told += [(ids[name], code, figures) for code, figures in regions.items()]
    for n, year in enumerate(range(plan.starts, plan.ends + 1)):
        with _on(date(year + 1, 2, 15)):
            for pk, region, figures in told:
                if n < len(figures):
                    _enter(actor, pk, region, year, figures[n])
    if change := row.get("adjustment"):
        with _on(_lately()):
            target_set(
                actor=actor,
                indicator_id=ids[change["name"]],
                values=TargetValues(target=Decimal(change["target"]), reason=change["reason"]),
            )
    if found := row.get("evaluation"):
        evaluated = timezone.localdate() - timedelta(days=found["days"])
        with _on(evaluated + timedelta(days=3)):
            evaluation_add(
                actor=actor,
                region_plan_id=plan.pk,
                values=EvaluationValues(
                    body=found["body"], evaluated_on=evaluated, finding=found["finding"]
                ),
            )
    if "verdict" in row:
        with _on(_lately()):
            PLAN_SERVICES["close"](
                actor=actor, region_plan_id=plan.pk, expected_revision=plan.revision,
                note=row["verdict"],
            )  # fmt: skip
    with _on(_lately()):
        issued = bulletin_issue(actor=actor, region_plan_id=plan.pk, word=row["word"])
    Bulletin.objects.filter(pk=issued.pk).update(issued_on=_lately())


def _enter(actor: Actor, indicator_id: int, region: str, year: int, text: str) -> None:
    year_figure_enter(
        actor=actor,
        indicator_id=indicator_id,
        region=region,
        year=year,
        value=Decimal(text),
        proof=f"演示数据，{year}年统计公报",
    )
