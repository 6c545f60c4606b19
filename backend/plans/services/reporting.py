"""What is reported while a plan runs: yearly figures, measures, notices, evaluations."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.core.outbox import publish
from backend.plans import rules
from backend.plans.events import (
    BulletinIssued,
    EvaluationAdded,
    MeasureReported,
    PlanFigureEntered,
)
from backend.plans.lifecycle import plan_locked
from backend.plans.models import Bulletin, Evaluation, Indicator, Measure, Plan, YearFigure
from backend.plans.selectors import (
    lights_of,
    plan_indicator_of,
    plan_readable_by,
    rows_of,
)
from backend.plans.values import EvaluationValues


def year_figure_enter(
    *, actor: Actor, indicator_id: int, region: str, year: int, value: Decimal, proof: str = ""
) -> YearFigure:
    """Enter a year's figure of a region; an other one for the same year replaces it, on record.

    Raises NotFound, NotPermitted, WrongState for a draft or a closed plan, ValidationError by field: a
    year outside the period or yet to come, a figure that stands already, a region without a target.
    """
    with transaction.atomic():
        indicator = plan_indicator_of(actor, indicator_id)
        plan = plan_locked(indicator.plan_id)
        if not rules.may_enter(actor, indicator, region):
            raise NotPermitted(rules.NOT_ENTERING)
        if plan.state != Plan.State.IN_FORCE:
            raise WrongState(_("Figures are entered while the plan is in force."))
        if not plan.starts <= year <= min(plan.ends, timezone.localdate().year):
            raise ValidationError({"year": _("Choose a year of the period that has begun.")})
        if region != plan.region and not indicator.shares.filter(region=region).exists():
            raise ValidationError({"region": _("No target was handed down to this region.")})
        Indicator.objects.select_for_update().get(pk=indicator.pk)
        held = indicator.figures.filter(region=region, year=year, replaced_at=None).first()
        if held is not None and held.value == value:
            raise ValidationError({"value": _("This is the figure that stands already.")})
        if held is not None:
            held.replaced_at = timezone.now()
            held.save(update_fields=["replaced_at", "updated_at"])
        figure = YearFigure(
            indicator=indicator, region=region, year=year, value=value, proof=proof.strip(),
            entered_by_id=actor.person,
        )  # fmt: skip
        figure.clean_fields(exclude=["indicator", "entered_by"])
        figure.save()
        publish(
            PlanFigureEntered(region_plan_id=plan.pk, indicator_id=indicator.pk, year=year),
            actor_id=actor.user_id,
        )
    return figure


def measure_report(*, actor: Actor, measure_id: int, standing: str, report: str) -> Measure:
    """Say how a measure stands. Raises NotFound, NotPermitted, WrongState, ValidationError."""
    found = Measure.objects.filter(pk=measure_id).first()
    if found is None:
        raise NotFound(_("This measure does not exist."))
    with transaction.atomic():
        plan = _run(actor, found.plan_id)
        if plan.state == Plan.State.CLOSED:
            raise WrongState(_("The period is closed."))
        measure = Measure.objects.select_for_update().get(pk=measure_id)
        measure.standing, measure.report = standing, report.strip()
        measure.reported_at = timezone.now()
        measure.clean_fields(exclude=["plan", "lead", "responsible"])
        if standing == Measure.Standing.LATE and not measure.report:
            raise ValidationError({"report": _("Say why it is late.")})
        measure.save()
        publish(
            MeasureReported(region_plan_id=plan.pk, measure_id=measure.pk), actor_id=actor.user_id
        )
    return measure


def evaluation_add(*, actor: Actor, region_plan_id: int, values: EvaluationValues) -> Evaluation:
    """Put a third party's evaluation on record. Raises NotFound, NotPermitted, ValidationError."""
    with transaction.atomic():
        plan = _run(actor, region_plan_id)
        evaluation = Evaluation(plan=plan)
        for field in fields(EvaluationValues):
            setattr(evaluation, field.name, getattr(values, field.name))
        evaluation.clean_fields(exclude=["plan"])
        if evaluation.evaluated_on > timezone.localdate():
            raise ValidationError({"evaluated_on": _("This day lies in the future.")})
        evaluation.save()
        publish(EvaluationAdded(region_plan_id=plan.pk), actor_id=actor.user_id)
    return evaluation


def bulletin_issue(*, actor: Actor, region_plan_id: int, word: str) -> Bulletin:
    """Issue a notice of how the plan stands today. Raises NotFound, NotPermitted, WrongState."""
    with transaction.atomic():
        plan = _run(actor, region_plan_id)
        if plan.state == Plan.State.DRAFT:
            raise WrongState(_("A draft has nothing to tell yet."))
        bulletin = Bulletin(
            plan=plan,
            issue=plan.bulletins.count() + 1,
            issued_on=timezone.localdate(),
            word=word.strip(),
            content=_standing(plan),
            issued_by_id=actor.person,
        )
        bulletin.clean_fields(exclude=["plan", "issued_by", "content"])
        bulletin.save()
        publish(
            BulletinIssued(region_plan_id=plan.pk, bulletin_id=bulletin.pk),
            actor_id=actor.user_id,
        )
    return bulletin


def _run(actor: Actor, region_plan_id: int) -> Plan:
    plan = plan_readable_by(actor, region_plan_id)
    if not rules.may_run(actor, plan):
        raise NotPermitted(rules.NOT_RUNNING)
    return plan_locked(region_plan_id)


def _standing(plan: Plan) -> dict[str, Any]:
    """What the notice keeps: numbers as text, so that it reads the same for ever."""
    rows = rows_of(plan)
    measures = plan.measures.all()
    return {
        "over": plan.state == Plan.State.CLOSED,
        "lights": lights_of(rows),
        "indicators": [
            {
                "name": row.indicator.name,
                "unit": row.indicator.unit,
                "base": _text(row.indicator.base),
                "target": _text(row.indicator.target),
                "actual": _text(row.progress.actual),
                "percent": _text(row.progress.percent),
                "light": row.progress.light.value,
            }
            for row in rows
        ],
        "gone": _text(max((row.progress.gone for row in rows), default=Decimal(0)) * 100),
        "measures": {
            standing.value: sum(one.standing == standing for one in measures)
            for standing in Measure.Standing
        },
        "late": [
            [one.number, one.name, "、".join(one.lead), one.report]
            for one in measures
            if one.standing == Measure.Standing.LATE
        ],
    }


def _text(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"
