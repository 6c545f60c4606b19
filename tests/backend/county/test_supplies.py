"""Figures handed in: what is wrong is named, and then nothing is taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from backend.core.errors import NotPermitted, WrongState
from backend.county.models import Figure, Objection, Round, SupplyTask
from backend.county.services import (
    OBJECTION_SERVICES,
    TASK_SERVICES,
    objection_raise,
    supply_compute,
    supply_deliver,
)
from backend.county.sources import figures_from_file, task_xlsx
from backend.county.values import ObjectionValues, SuppliedFigure
from tests.backend.county import rounds
from tests.backend.county.rounds import YANSHAN, bureau, officer
from tests.factories import actor
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def statistics_task() -> SupplyTask:
    """What the statistics bureau of the city is asked for."""
    unit = bureau(kind="statistics")
    round_ = rounds.opened(officer(bureau()))
    task = round_.tasks.select_related("round").get(supplier="statistics")
    assert task.unit == unit
    return task


def deliver(task: SupplyTask, figures: list[SuppliedFigure]) -> SupplyTask:
    """An officer of the unit hands them in."""
    assert task.unit is not None
    return supply_deliver(
        actor=actor(officer(task.unit)),
        supply_task_id=task.pk,
        expected_revision=task.revision,
        figures=figures,
    )


def test_what_is_wrong_with_figures_is_named_and_none_is_taken() -> None:
    task = statistics_task()
    year = task.round.year
    good = SuppliedFigure(county=YANSHAN, indicator="rd_intensity", year=year, text="1.29")
    wrong = {
        "a comma": replace(good, text="1,29"),
        "is supplied twice": good,
        f"is of {year - 1}": replace(good, county="130921", year=year - 1),
        "no county": replace(good, county="110108"),
        "no indicator": replace(good, indicator="hightech_firms"),
        "is no number": replace(good, county="130922", text="约两成"),
        "more than 2 decimals": replace(good, county="130923", text="1.295"),
        "cannot be right": replace(good, county="130924", text="12900"),
    }
    for said, one in wrong.items():
        with translation.override("en"), refused(ValidationError, match=said):
            deliver(task, [good, one] if one is good else [one])
        assert not Figure.objects.exists()
    task.refresh_from_db()
    assert (task.state, task.revision) == ("asked", 1)
    done = deliver(task, [good, replace(good, county="130921", text="１.５％")])
    assert (done.state, done.late) == ("delivered", False)
    assert set(Figure.objects.values_list("county", "value")) == {
        (YANSHAN, Decimal("1.29")), ("130921", Decimal("1.5")),
    }  # fmt: skip


def test_late_figures_are_taken_and_marked_and_a_file_is_as_good() -> None:
    task = statistics_task()
    Round.objects.update(supply_due=timezone.localdate() - timedelta(days=1))
    task = SupplyTask.objects.select_related("round").get(pk=task.pk)
    deliver(task, rounds.figures(task))
    task.refresh_from_db()
    assert task.late
    again = figures_from_file("x.xlsx", task_xlsx(task))
    assert len(again) == 16 * 4
    assert deliver(task, again).figures.count() == 64  # nothing changed, so nothing was replaced


def test_nobody_else_hands_in_and_the_platform_computes_its_own() -> None:
    task = statistics_task()
    science = task.round.unit
    with refused(NotPermitted):
        supply_deliver(
            actor=actor(officer(science)),
            supply_task_id=task.pk,
            expected_revision=1,
            figures=rounds.figures(task),
        )
    assert not Figure.objects.exists()
    own = task.round.tasks.get(supplier="platform")
    done = supply_compute(
        actor=actor(officer(science)), supply_task_id=own.pk, expected_revision=own.revision
    )
    assert done.figures.filter(source="computed").count() == 16 * 3


def test_a_county_objects_and_the_supplier_corrects() -> None:
    yanshan = officer(bureau(YANSHAN))
    task = statistics_task()
    bureaus = actor(officer(task.round.unit))
    deliver(task, rounds.figures(task))
    task.refresh_from_db()
    TASK_SERVICES["accept"](actor=bureaus, supply_task_id=task.pk, expected_revision=task.revision)
    other = Figure.objects.filter(county="130921").first()
    figure = Figure.objects.get(county=YANSHAN, indicator="rd_intensity")
    values = ObjectionValues(ground="统计年鉴为2.10", right_value=Decimal("2.10"))
    assert other is not None
    with refused(NotPermitted):
        objection_raise(actor=actor(yanshan), figure_id=other.pk, values=values)
    assert not Objection.objects.exists()
    objection = objection_raise(actor=actor(yanshan), figure_id=figure.pk, values=values)
    with refused(WrongState):
        objection_raise(actor=actor(yanshan), figure_id=figure.pk, values=values)
    OBJECTION_SERVICES["uphold"](
        actor=bureaus, figure_objection_id=objection.pk, expected_revision=1
    )
    task.refresh_from_db()
    assert task.state == "returned"
    assert "统计年鉴" in task.note
    right = SuppliedFigure(
        county=YANSHAN, indicator="rd_intensity", year=task.round.year, text="2.10"
    )
    deliver(task, [right])
    figure.refresh_from_db()
    assert figure.replaced_at is not None
    assert task.figures.filter(replaced_at=None).count() == 64
