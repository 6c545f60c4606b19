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
PUBLISHED, AMENDED = (420, 75), 50  # days ago
DUE = 45  # days between the figures and their publication


def county_seed() -> None:
    """Write rounds, figures and releases where there are none."""
    if Round.objects.exists():
        return
    content: Any = rows("county")[0]
    before, last = content["years"]
    told = content["objection"]
    # The last year as it was first published: with the figure that the county objected to.
    first = last | {told["county"]: last[told["county"]] | {told["indicator"]: told["first"]}}
    year = (timezone.localdate() - timedelta(days=PUBLISHED[1])).year - 1
    year_published(year - 1, before, PUBLISHED[0])
    release = year_published(year, first, PUBLISHED[1])
    release = _amended(release, told)
    for use in content["uses"]:
        with happened(use["days"] - 2, *_dated()):
            _use(release, told["county"], use)
    _begun(year + 1, last)


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


def year_published(year: int, figures: dict[str, dict[str, str]], days: int) -> Release:
    """A year's release of so many days ago: its round opened, filled, checked in the months before."""
    with happened(days + 120, *_dated()):
        round_ = _opened(year, timezone.localdate())
    round_filled(round_, figures, days)
    return _published(round_, days)


def round_filled(round_: Round, figures: dict[str, dict[str, str]], days: int = 0) -> None:
    """Hand in and check what a round still waits for, in the months before it is published."""
    open_ = round_.tasks.select_related("round").exclude(state=SupplyTask.State.ACCEPTED)
    tasks = list(open_.order_by("pk"))
    for part in range(3):
        with happened(days + DUE + 3 + 7 * part, *_dated()):
            for task in tasks[part::3]:
                _deliver(task, figures)
    with happened(days + DUE - 4, *_dated()):
        for task in open_:
            _accept(task)


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


def _published(round_: Round, days: int) -> Release:
    with happened(days + 20, *_dated()):
        release = release_draft(actor=_officer(DRAFTS), index_round_id=round_.pk)
    day = timezone.localdate() - timedelta(days=days + DUE)
    Round.objects.filter(pk=round_.pk).update(supply_due=day)
    return _publish(release, days)


def _publish(release: Release, days: int) -> Release:
    with happened(days + 7, *_dated()):
        release = RELEASE_SERVICES["submit"](
            actor=_officer(DRAFTS), index_release_id=release.pk, expected_revision=release.revision
        )
    today = timezone.localdate()
    with happened(days, *_dated()):
        release = RELEASE_SERVICES["approve"](
            actor=_officer(APPROVES),
            index_release_id=release.pk,
            expected_revision=release.revision,
            publish_on=today,
        )
    Release.objects.filter(pk=release.pk).update(publish_on=today - timedelta(days=days))
    return release


def _amended(release: Release, told: dict[str, str]) -> Release:
    """The county objects, the figure is corrected, a second version is published."""
    with happened(AMENDED + 18, *_dated()):
        draft = RELEASE_SERVICES["amend"](
            actor=_officer(DRAFTS),
            index_release_id=release.pk,
            expected_revision=release.revision,
            note=told["change"],
        )
    figure = Figure.objects.get(
        round=release.round, county=told["county"], indicator=told["indicator"], replaced_at=None
    )
    with happened(AMENDED + 16, *_dated()):
        objection = objection_raise(
            actor=_officer(COUNTY),
            figure_id=figure.pk,
            values=ObjectionValues(ground=told["ground"], right_value=Decimal(told["right"])),
        )
    with happened(AMENDED + 13, *_dated()):
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
    with happened(AMENDED + 10, *_dated()):
        task = supply_deliver(
            actor=_supplier(task),
            supply_task_id=task.pk,
            expected_revision=task.revision,
            figures=[corrected],
        )
    with happened(AMENDED + 9, *_dated()):
        _accept(task)
    return _publish(draft, AMENDED)


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


def _begun(year: int, figures: dict[str, dict[str, str]]) -> None:
    """The round that runs: the platform's figures are computed, one county has handed in its own."""
    soon = timezone.localdate() + timedelta(days=20)
    with happened(25, *_dated()):
        round_ = _opened(year, max(soon, date(year + 1, 2, 28)))
    for task in round_.tasks.select_related("round"):
        if task.supplier == PLATFORM:
            with happened(6, *_dated()):
                supply_compute(
                    actor=_officer(DRAFTS), supply_task_id=task.pk, expected_revision=task.revision
                )
        elif task.unit is not None and task.county:
            with happened(3, *_dated()):
                _deliver(task, figures)
