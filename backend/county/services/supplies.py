"""Figures handed in, checked and corrected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import WrongState
from backend.core.lifecycles import moving
from backend.county.lifecycle import SUPPLY_TASK
from backend.county.models import Figure, SupplyTask
from backend.county.platform import platform_figures
from backend.county.reading import figures_read
from backend.county.schemes import PLATFORM, scheme_named
from backend.county.selectors import figures_of, task_places
from backend.county.values import SuppliedFigure

Read = Mapping[tuple[str, str], "Decimal | None"]


def supply_deliver(
    *,
    actor: Actor,
    supply_task_id: int,
    expected_revision: int | None,
    figures: Sequence[SuppliedFigure],
) -> SupplyTask:
    """Hand in a task's figures; those that are left out stay as they were.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError by "county/indicator" for every
    figure that is wrong, of another year, of another county or supplied twice: then none is taken.
    """
    with moving(
        SUPPLY_TASK, "deliver", supply_task_id, actor=actor, expected_revision=expected_revision
    ) as task:
        found, errors = figures_read(
            figures,
            scheme=scheme_named(task.round.scheme),
            supplier=task.supplier,
            year=task.round.year,
            places=task_places(task),
        )
        if errors:
            raise ValidationError(errors)
        if all(value is None for value in found.values()) and not _has_figures(task):
            raise ValidationError(
                {"figures": [_("There is no figure in this; write at least one.")]}
            )
        _keep(task, found, Figure.Source.SUPPLIED, actor)
        _delivered(task, actor)
    return task


def supply_compute(
    *, actor: Actor, supply_task_id: int, expected_revision: int | None
) -> SupplyTask:
    """Let the platform reckon its own figures from what is registered. Raises NotFound, NotPermitted,
    WrongState for any other task, Stale."""
    with moving(
        SUPPLY_TASK, "deliver", supply_task_id, actor=actor, expected_revision=expected_revision
    ) as task:
        if task.supplier != PLATFORM:
            raise WrongState(_("Only the platform's own figures are computed."))
        found = platform_figures(task.round.region, task.round.year, task.round.counties)
        _keep(task, found, Figure.Source.COMPUTED, actor)
        _delivered(task, actor)
    return task


def supply_accept(*, actor: Actor, supply_task_id: int, expected_revision: int) -> SupplyTask:
    """The figures are right. Raises NotFound, NotPermitted, WrongState, Stale."""
    with moving(
        SUPPLY_TASK, "accept", supply_task_id, actor=actor, expected_revision=expected_revision
    ) as task:
        task.note = ""
    return task


def supply_return(
    *, actor: Actor, supply_task_id: int, expected_revision: int, note: str
) -> SupplyTask:
    """Ask for a correction. Raises NotFound, NotPermitted, WrongState, Stale, ValidationError."""
    with moving(
        SUPPLY_TASK,
        "return",
        supply_task_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as task:
        return task


TASK_SERVICES: dict[str, Callable[..., SupplyTask]] = {
    "deliver": supply_deliver,
    "accept": supply_accept,
    "return": supply_return,
}


def _has_figures(task: SupplyTask) -> bool:
    return task.figures.filter(replaced_at=None).exclude(value=None).exists()


def _delivered(task: SupplyTask, actor: Actor) -> None:
    first = task.delivered_at is None
    task.delivered_at, task.delivered_by_id = timezone.now(), actor.user_id
    if first:
        task.late = timezone.localdate() > task.round.supply_due


def _keep(task: SupplyTask, found: Read, source: str, actor: Actor) -> None:
    """Write what is new or other than before; what is replaced stays on record."""
    held = {(one.county, one.indicator): one for one in figures_of(task.round).filter(task=task)}
    changed = {
        key: value
        for key, value in found.items()
        if key not in held or held[key].value != value or held[key].source != source
    }
    replaced = [held[key].pk for key in changed if key in held]
    Figure.objects.filter(pk__in=replaced).update(replaced_at=timezone.now())
    Figure.objects.bulk_create(
        Figure(
            round=task.round,
            task=task,
            county=county,
            indicator=indicator,
            value=value,
            source=source,
            entered_by_id=actor.user_id,
        )
        for (county, indicator), value in changed.items()
    )
