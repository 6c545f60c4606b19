"""Demo rounds of the county index: two years published, the second amended after an objection, and a
third that waits for its figures."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.models import Membership, User
from backend.accounts.selectors import actor_of
from backend.county.models import Figure, MoneyUse, Objection, Release, Round, SupplyTask
from backend.county.schemes import PLATFORM, schemes
from backend.county.selectors import task_places
from backend.county.services import (
    OBJECTION_SERVICES,
    RELEASE_SERVICES,
    TASK_SERVICES,
    money_use_add,
    objection_raise,
    release_draft,
    round_open,
    supply_compute,
    supply_deliver,
)
from backend.county.values import MoneyUseValues, ObjectionValues, RoundValues, SuppliedFigure

from .dating import happened
from .people import rows

DRAFTS, APPROVES = "cang.yuan@cangzhou-kj.example", "tian.wei@cangzhou-kj.example"
COUNTY = "yan.qiantong@yanshan-kj.example"
DAYS = timedelta(days=20)  # in which the third round's figures are due


def county_seed() -> None:
    """Write rounds, figures and releases where there are none."""
    if Round.objects.exists():
        return
    content: Any = rows("county")[0]
    today = timezone.localdate()
    first = {**content["years"]["2025"]}
    told = content["objection"]
    first[told["county"]] = {**first[told["county"]], told["indicator"]: told["first"]}
    with happened(420, *_dated()):
        release = _published(_filled(2024, content["years"]["2024"]))
    _date_back(release, today - timedelta(days=420))
    with happened(75, *_dated()):
        release = _published(_filled(2025, first))
    _date_back(release, today - timedelta(days=75))
    with happened(50, *_dated()):
        release = _amended(release, told)
    _date_back(release, today - timedelta(days=50))
    for use in content["uses"]:
        _use(release, told["county"], use)
    _begun(today, content["years"]["2025"])


def _dated() -> list[Any]:
    times = ["created_at", "updated_at"]
    return [
        (Round.objects.all(), times),
        (SupplyTask.objects.all(), [*times, "delivered_at"]),
        (Figure.objects.all(), [*times, "replaced_at"]),
        (Objection.objects.all(), times),
        (Release.objects.all(), [*times, "published_at"]),
        (MoneyUse.objects.all(), times),
    ]


def _officer(email: str) -> Actor:
    return actor_of(User.objects.get(email=email))


def _supplier(task: SupplyTask) -> Actor:
    """An officer of the unit that was asked; the bureau's own where there is none."""
    if task.unit_id is None or task.unit_id == task.round.unit_id:
        return _officer(DRAFTS)
    member = Membership.objects.filter(organisation_id=task.unit_id).order_by("pk").first()
    assert member is not None
    return actor_of(member.user, organisation_id=task.unit_id)


def _filled(year: int, figures: dict[str, dict[str, str]]) -> Round:
    round_ = _opened(year, timezone.localdate())
    for task in round_.tasks.select_related("round"):
        _accept(_deliver(task, figures))
    return round_


def _opened(year: int, due: date) -> Round:
    values = RoundValues(scheme=schemes()[0].code, year=year, supply_due=due)
    return round_open(actor=_officer(DRAFTS), values=values)


def _deliver(task: SupplyTask, figures: dict[str, dict[str, str]]) -> SupplyTask:
    supplied = [
        SuppliedFigure(
            county=county,
            indicator=one.code,
            year=task.round.year,
            text=figures[county][one.code],
        )
        for county in task_places(task)
        for one in schemes()[0].supplied_by(task.supplier)
    ]
    return supply_deliver(
        actor=_supplier(task),
        supply_task_id=task.pk,
        expected_revision=task.revision,
        figures=supplied,
    )


def _accept(task: SupplyTask) -> None:
    TASK_SERVICES["accept"](
        actor=_officer(DRAFTS), supply_task_id=task.pk, expected_revision=task.revision
    )


def _published(round_: Round) -> Release:
    return _publish(release_draft(actor=_officer(DRAFTS), index_round_id=round_.pk))


def _publish(release: Release) -> Release:
    release = RELEASE_SERVICES["submit"](
        actor=_officer(DRAFTS), index_release_id=release.pk, expected_revision=release.revision
    )
    return RELEASE_SERVICES["approve"](
        actor=_officer(APPROVES),
        index_release_id=release.pk,
        expected_revision=release.revision,
        publish_on=timezone.localdate(),
    )


def _date_back(release: Release, day: date) -> None:
    Release.objects.filter(pk=release.pk).update(publish_on=day)
    Round.objects.filter(pk=release.round_id).update(supply_due=day - timedelta(days=45))


def _amended(release: Release, told: dict[str, str]) -> Release:
    """The county objects, the figure is corrected, a second version is published."""
    draft = RELEASE_SERVICES["amend"](
        actor=_officer(DRAFTS),
        index_release_id=release.pk,
        expected_revision=release.revision,
        note=told["change"],
    )
    figure = Figure.objects.get(
        round=release.round, county=told["county"], indicator=told["indicator"], replaced_at=None
    )
    objection = objection_raise(
        actor=_officer(COUNTY),
        figure_id=figure.pk,
        values=ObjectionValues(ground=told["ground"], right_value=Decimal(told["right"])),
    )
    OBJECTION_SERVICES["uphold"](
        actor=_officer(DRAFTS),
        figure_objection_id=objection.pk,
        expected_revision=objection.revision,
        note=told["answer"],
    )
    task = SupplyTask.objects.select_related("round").get(pk=figure.task_id)
    corrected = SuppliedFigure(
        county=told["county"],
        indicator=told["indicator"],
        year=task.round.year,
        text=told["right"],
    )
    _accept(
        supply_deliver(
            actor=_supplier(task),
            supply_task_id=task.pk,
            expected_revision=task.revision,
            figures=[corrected],
        )
    )
    return _publish(draft)


def _use(release: Release, county: str, use: dict[str, Any]) -> None:
    money_use_add(
        actor=_officer(COUNTY),
        index_release_id=release.pk,
        county=county,
        values=MoneyUseValues(
            kind=use["kind"],
            what=use["what"],
            amount=Decimal(use["amount"]),
            spent_on=timezone.localdate() - timedelta(days=use["days"]),
            effect=use["effect"],
        ),
    )


def _begun(today: date, figures: dict[str, dict[str, str]]) -> None:
    """This year's round: the platform's figures are computed, one county has handed in its own."""
    round_ = _opened(today.year, today + DAYS)
    for task in round_.tasks.select_related("round"):
        if task.supplier == PLATFORM:
            supply_compute(
                actor=_officer(DRAFTS), supply_task_id=task.pk, expected_revision=task.revision
            )
        elif task.unit is not None and task.county:
            _deliver(task, figures)
