"""A plan drawn up: indicators, targets, measures, and targets handed down to the regions below."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation
from backend.accounts.regions import region_label, regions_below
from backend.core.errors import NotPermitted, WrongState
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.core.punctuation import listed
from backend.plans import rules
from backend.plans.events import TargetSet, TargetsHandedDown
from backend.plans.lifecycle import REGION_PLAN, plan_locked
from backend.plans.models import Adjustment, Indicator, IndicatorKind, Measure, Plan, RegionTarget
from backend.plans.progress import ADDITIVE
from backend.plans.selectors import division_of, plan_indicator_of, plan_readable_by
from backend.plans.values import (
    IndicatorValues,
    MeasureValues,
    PlanValues,
    Targets,
    TargetValues,
)

State = Plan.State


def plan_draw_up(*, actor: Actor, values: PlanValues) -> Plan:
    """Draw up a plan for the region of the unit that the actor acts for.

    Raises NotPermitted, ValidationError by field.
    """
    pk = actor.organisation_id
    unit = Organisation.objects.filter(pk=pk, kind="government").first() if pk else None
    if unit is None or not rules.RUN.allows(actor, unit.pk):
        raise NotPermitted(_("Only officers of a region's unit draw up its plan."))
    plan = Plan(region=unit.region, unit=unit, opened_by_id=actor.person)
    _fill(plan, values)
    if plan.ends < plan.starts:
        raise ValidationError({"ends": _("The last year lies before the first.")})
    if Plan.objects.filter(
        region=plan.region, starts=plan.starts, ends=plan.ends, name=plan.name
    ).exists():
        raise ValidationError({"name": _("There is a plan of this name and period already.")})
    plan.save()
    return plan


def plan_indicator_add(*, actor: Actor, region_plan_id: int, values: IndicatorValues) -> Indicator:
    """Add an indicator to a draft. Raises NotFound, NotPermitted, WrongState, ValidationError."""
    with transaction.atomic():
        plan = _draft(actor, region_plan_id)
        last = plan.indicators.aggregate(last=models.Max("position"))["last"] or 0
        indicator = Indicator(plan=plan, position=last + 1)
        _fill(indicator, values)
        _check_range(indicator, values.target, values.target_max)
        indicator.save()
    return indicator


def measure_add(*, actor: Actor, region_plan_id: int, values: MeasureValues) -> Measure:
    """Add a measure to a draft. Raises NotFound, NotPermitted, WrongState, ValidationError."""
    with transaction.atomic():
        plan = _draft(actor, region_plan_id)
        if plan.measures.filter(number=values.number).exists():
            raise ValidationError({"number": _("A measure has this number already.")})
        measure = Measure(plan=plan)
        _fill(measure, values)
        measure.save()
    return measure


def target_set(*, actor: Actor, indicator_id: int, values: TargetValues) -> Indicator:
    """Set a target; of a plan in force it is an adjustment, which stays on record with its reason.

    Raises NotFound, NotPermitted, WrongState once the plan is closed, ValidationError by field.
    """
    with transaction.atomic():
        plan = _run(actor, plan_indicator_of(actor, indicator_id).plan_id)
        if plan.state == State.CLOSED:
            raise WrongState(_("The period is closed; its targets stand."))
        indicator = Indicator.objects.select_for_update().get(pk=indicator_id)
        _check_range(indicator, values.target, values.target_max)
        if plan.state == State.IN_FORCE:
            if not values.reason.strip():
                raise ValidationError(
                    {"reason": _("The plan is in force: say why the target changes.")}
                )
            if values.target == indicator.target:
                raise ValidationError({"target": _("This is the target that stands already.")})
            Adjustment.objects.create(
                indicator=indicator,
                before=indicator.target,
                after=values.target,
                reason=values.reason.strip()[:2000],
                decided_by_id=actor.person,
            )
        indicator.target, indicator.target_max = values.target, values.target_max
        indicator.clean_fields(exclude=["plan"])
        indicator.save()
        publish(
            TargetSet(region_plan_id=plan.pk, indicator_id=indicator.pk), actor_id=actor.user_id
        )
    return indicator


def targets_hand_down(*, actor: Actor, indicator_id: int, region: str, targets: Targets) -> None:
    """Divide a target among the regions one step below ``region``; a region left out gets none.

    Raises NotFound, NotPermitted, WrongState, ValidationError by region, and for ``whole`` where the
    parts of what adds up are not the whole.
    """
    with transaction.atomic():
        indicator = plan_indicator_of(actor, indicator_id)
        plan = plan_locked(indicator.plan_id)
        if not rules.may_enter(actor, indicator, region):
            raise NotPermitted(rules.NOT_RUNNING)
        if plan.state == State.CLOSED:
            raise WrongState(_("The period is closed; its targets stand."))
        target = division_of(indicator, region).target
        if target is None:
            raise WrongState(_("Set the target of the whole first."))
        below = {one.code for one in regions_below(region)}
        for code, part in targets.items():
            if code not in below:
                raise ValidationError({code: _("This region does not lie in the one above.")})
            if part < 0:
                raise ValidationError({code: _("A target is not below zero.")})
        _check_sum(indicator, target, targets)
        RegionTarget.objects.filter(indicator=indicator, above=region).delete()
        RegionTarget.objects.bulk_create(
            RegionTarget(indicator=indicator, region=code, above=region, target=part)
            for code, part in targets.items()
        )
        publish(
            TargetsHandedDown(region_plan_id=plan.pk, indicator_id=indicator.pk),
            actor_id=actor.user_id,
        )


def plan_issue(*, actor: Actor, region_plan_id: int, expected_revision: int) -> Plan:
    """Put it into force. Raises NotFound, NotPermitted, WrongState without targets, Stale."""
    with moving(
        REGION_PLAN, "issue", region_plan_id, actor=actor, expected_revision=expected_revision
    ) as plan:
        return plan


def plan_close(*, actor: Actor, region_plan_id: int, expected_revision: int, note: str) -> Plan:
    """Close it with a verdict. Raises NotFound, NotPermitted, WrongState before its end, Stale,
    ValidationError."""
    with moving(
        REGION_PLAN,
        "close",
        region_plan_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as plan:
        return plan


PLAN_SERVICES: dict[str, Callable[..., Plan]] = {"issue": plan_issue, "close": plan_close}


def _run(actor: Actor, region_plan_id: int) -> Plan:
    """The plan, locked, for whoever runs it. Raises NotFound, NotPermitted."""
    plan = plan_readable_by(actor, region_plan_id)
    if not rules.may_run(actor, plan):
        raise NotPermitted(rules.NOT_RUNNING)
    return plan_locked(region_plan_id)


def _draft(actor: Actor, region_plan_id: int) -> Plan:
    plan = _run(actor, region_plan_id)
    if plan.state != State.DRAFT:
        raise WrongState(_("The plan is in force; only its targets are adjusted."))
    return plan


def _fill(thing: models.Model, values: object) -> None:
    for field in fields(values):  # type: ignore[arg-type]
        value = getattr(values, field.name)
        setattr(thing, field.name, value.strip() if isinstance(value, str) else value)
    thing.clean_fields(exclude=["plan", "unit", "opened_by", "lead", "responsible"])


def _check_range(indicator: Indicator, low: Decimal | None, high: Decimal | None) -> None:
    if indicator.kind == IndicatorKind.RANGE and low is not None and (high is None or high < low):
        raise ValidationError({"target_max": _("A range has an upper end above its lower one.")})


def _check_sum(indicator: Indicator, target: Decimal, targets: Targets) -> None:
    whole = sum(targets.values(), Decimal(0))
    if indicator.kind not in ADDITIVE or indicator.unit == "%" or not targets or whole == target:
        return
    names = listed(region_label(code) for code in list(targets)[:3])
    raise ValidationError(
        {
            "whole": _("The parts (%(names)s …) make %(sum)s, the whole is %(target)s.")
            % {"names": names, "sum": f"{whole.normalize():f}", "target": f"{target.normalize():f}"}
        }
    )
