"""Rounds of the county index for tests: a bureau that is the market's enterprise, with two officers."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from backend.accounts.models import Duty, Membership, MembershipDuty, Organisation, User
from backend.county.models import Figure, Release, Round, SupplyTask
from backend.county.schemes import schemes
from backend.county.selectors import task_places
from backend.county.services import (
    RELEASE_SERVICES,
    release_draft,
    round_open,
)
from backend.county.values import RoundValues, SuppliedFigure
from tests import factories
from tests.factories import Market, actor

SCHEME = schemes()[0]
YANSHAN = "130925"


def bureau(region: str = "130900", kind: str = "science") -> Organisation:
    """A unit of a region's government."""
    return factories.organisation(Organisation.Kind.GOVERNMENT, region=region, unit_kind=kind)


def officer(of: Organisation) -> User:
    """One of its officers."""
    return factories.member(of, Duty.REGIONAL_OFFICER)


def opened(by: User, year: int | None = None) -> Round:
    """A round that waits for its figures."""
    today = timezone.localdate()
    return round_open(
        actor=actor(by),
        values=RoundValues(
            scheme=SCHEME.code,
            year=year or today.year - 1,
            supply_due=today + timedelta(days=10),
        ),
    )


def figures(task: SupplyTask, share: str = "0.7", **counties: str) -> list[SuppliedFigure]:
    """A task's figures: each county's lie at a share of the way between the goalposts."""
    return [
        SuppliedFigure(
            county=county,
            indicator=one.code,
            year=task.round.year,
            text=str(
                (
                    one.low + (one.high - one.low) * Decimal(counties.get(f"c{county}", share))
                ).quantize(one.step)
            ),
        )
        for county in task_places(task)
        for one in SCHEME.supplied_by(task.supplier)
    ]


def filled(by: User, year: int | None = None, share: str = "0.7", **counties: str) -> Round:
    """A round whose figures are all checked; the bureau answers for those of every unit."""
    round_ = opened(by, year)
    for task in round_.tasks.select_related("round"):
        Figure.objects.bulk_create(
            Figure(
                round=round_,
                task=task,
                county=one.county,
                indicator=one.indicator,
                value=Decimal(one.text),
                source=Figure.Source.SUPPLIED,
            )
            for one in figures(task, share, **counties)
        )
    round_.tasks.update(unit=round_.unit, state=SupplyTask.State.ACCEPTED)
    return round_


def published(round_: Round, by: User, second: User) -> Release:
    """A round's release, approved by the second officer for today."""
    release = release_draft(actor=actor(by), index_round_id=round_.pk)
    return approved(release, by, second)


def approved(release: Release, by: User, second: User) -> Release:
    """A draft handed over and approved for today."""
    release = RELEASE_SERVICES["submit"](
        actor=actor(by), index_release_id=release.pk, expected_revision=release.revision
    )
    return RELEASE_SERVICES["approve"](
        actor=actor(second),
        index_release_id=release.pk,
        expected_revision=release.revision,
        publish_on=timezone.localdate(),
    )


def of_market(market: Market, *, buyer_is_officer: bool = False) -> Round:
    """A round without figures that the market's enterprise runs as a bureau."""
    if buyer_is_officer:
        membership = Membership.objects.get(user=market.buyer)
        MembershipDuty.objects.create(membership=membership, duty=Duty.REGIONAL_OFFICER)
    round_ = Round.objects.create(
        scheme=SCHEME.code,
        region="130900",
        year=2024,
        supply_due=timezone.localdate(),
        unit=market.enterprise,
        opened_by=market.buyer,
        counties=[YANSHAN],
    )
    SupplyTask.objects.create(round=round_, supplier="statistics", unit=market.enterprise)
    return round_
