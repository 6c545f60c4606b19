"""Releases: four eyes, a day of publication, nothing changed afterwards, amended by a new version."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from backend.core.checks import checks_run
from backend.core.errors import NotFound, NotPermitted, WrongState
from backend.county.models import MoneyUse, Release, SupplyTask
from backend.county.selectors import release_readable_by, result_for
from backend.county.services import (
    RELEASE_SERVICES,
    TASK_SERVICES,
    money_use_add,
    release_draft,
    releases_publish_due,
    supply_deliver,
)
from backend.county.values import MoneyUseValues, SuppliedFigure
from tests.backend.county import rounds
from tests.backend.county.rounds import YANSHAN, bureau, officer
from tests.factories import actor
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def test_a_release_is_published_by_two_people_and_stays_as_it_was_cited(client: Client) -> None:
    county = officer(bureau(YANSHAN))
    city = bureau()
    first, second = officer(city), officer(city)
    year = timezone.localdate().year - 1
    rounds.published(rounds.filled(first, year - 1, c130925="0.5"), first, second)
    round_ = rounds.filled(first, year, c130925="0.75")
    draft = release_draft(actor=actor(first), index_round_id=round_.pk)
    with refused(NotFound):
        release_readable_by(actor(county), draft.pk)
    draft = RELEASE_SERVICES["submit"](
        actor=actor(first), index_release_id=draft.pk, expected_revision=draft.revision
    )
    tomorrow = timezone.localdate() + timedelta(days=1)
    with refused(NotPermitted):
        RELEASE_SERVICES["approve"](
            actor=actor(first), index_release_id=draft.pk,
            expected_revision=draft.revision, publish_on=tomorrow,
        )  # fmt: skip
    draft = RELEASE_SERVICES["approve"](
        actor=actor(second), index_release_id=draft.pk,
        expected_revision=draft.revision, publish_on=tomorrow,
    )  # fmt: skip
    assert (draft.state, releases_publish_due()) == ("approved", 0)
    Release.objects.filter(pk=draft.pk).update(publish_on=timezone.localdate())
    assert releases_publish_due() == 1
    release = release_readable_by(actor(county), draft.pk)
    one = result_for(release).county(YANSHAN)
    assert one is not None
    assert (one.jump, one.rank, one.award.total) == ("C>B", 1, 1_000_000)
    assert one.gained == 15
    frozen = client.get(f"/county/cited/{release.sha256}/").content

    new = RELEASE_SERVICES["amend"](
        actor=actor(first), index_release_id=release.pk,
        expected_revision=release.revision, note="更正一项指标",
    )  # fmt: skip
    _correct(round_.tasks.select_related("round").get(supplier="statistics"), first)
    rounds.approved(new, first, second)
    again = Release.objects.get(pk=release.pk)
    assert (again.content, again.sha256) == (release.content, release.sha256)
    assert Release.objects.get(pk=new.pk).sha256 != release.sha256
    cited = client.get(f"/county/cited/{release.sha256}/").content.decode()
    assert f"{one.score}" in cited
    assert f"/county/releases/{new.pk}/" in cited
    assert len(cited) > len(frozen.decode())  # it says besides that a newer version is there
    assert not checks_run().get("county.releases_unchanged")


def _correct(task: SupplyTask, by: object) -> None:
    who = actor(by)  # type: ignore[arg-type]
    task = TASK_SERVICES["return"](
        actor=who, supply_task_id=task.pk, expected_revision=task.revision, note="盐山更正"
    )
    figure = SuppliedFigure(
        county=YANSHAN, indicator="rd_intensity", year=task.round.year, text="2.50"
    )
    task = supply_deliver(
        actor=who, supply_task_id=task.pk, expected_revision=task.revision, figures=[figure]
    )
    TASK_SERVICES["accept"](actor=who, supply_task_id=task.pk, expected_revision=task.revision)


def test_figures_in_a_release_are_frozen_and_open_ones_hold_it_up() -> None:
    city = bureau()
    first, second = officer(city), officer(city)
    round_ = rounds.filled(first)
    draft = release_draft(actor=actor(first), index_round_id=round_.pk)
    task = round_.tasks.select_related("round").get(supplier="finance")
    back = {"actor": actor(first), "supply_task_id": task.pk, "note": "x"}
    TASK_SERVICES["return"](**back, expected_revision=task.revision)
    with refused(WrongState):
        RELEASE_SERVICES["submit"](
            actor=actor(first), index_release_id=draft.pk, expected_revision=draft.revision
        )
    task.refresh_from_db()
    supply_deliver(
        actor=actor(first), supply_task_id=task.pk, expected_revision=task.revision, figures=[]
    )
    task.refresh_from_db()
    TASK_SERVICES["accept"](
        actor=actor(first), supply_task_id=task.pk, expected_revision=task.revision
    )
    rounds.approved(Release.objects.get(pk=draft.pk), first, second)
    task.refresh_from_db()
    with refused(WrongState):
        TASK_SERVICES["return"](**back, expected_revision=task.revision)


def test_an_incentive_is_used_within_its_amount_for_what_it_is_for() -> None:
    county = officer(bureau(YANSHAN))
    city = bureau()
    first, second = officer(city), officer(city)
    year = timezone.localdate().year - 1
    rounds.published(rounds.filled(first, year - 1, "0.5"), first, second)
    release = rounds.published(rounds.filled(first, year, "0.5", c130925="0.7"), first, second)
    values = MoneyUseValues(
        kind="transfer", what="中试线", amount=Decimal(300_000), spent_on=timezone.localdate()
    )
    given = {"actor": actor(county), "index_release_id": release.pk, "county": YANSHAN}
    money_use_add(**given, values=values)
    with refused(ValidationError, match="amount"):
        money_use_add(**given, values=values)
    with refused(NotPermitted):
        money_use_add(**given | {"actor": actor(first)}, values=values)
    assert MoneyUse.objects.count() == 1
