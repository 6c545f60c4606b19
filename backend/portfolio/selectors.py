"""Reads of what achievements rest on, and of an institution's portfolio."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.catalog.kinds import ACHIEVEMENT
from backend.catalog.models import NOT_YET, Listing, Status
from backend.catalog.selectors import listings_of
from backend.deals.models import Deal
from backend.pairings.models import Decision, Pairing

from .models import Evidence, IpItem, TeamMember

AHEAD = 60  # days in which what ends soon is shown
OLD = 180  # days without any talk after which an offer ages
SHOWN = 10  # rows of a part


def backing_of(listing: Listing) -> dict[str, Any]:
    """Rights, team and evidence of an achievement, in their order."""
    return {
        "rights": list(IpItem.objects.filter(listing=listing)),
        "team": list(TeamMember.objects.filter(listing=listing)),
        "evidence": list(Evidence.objects.filter(listing=listing)),
    }


def achievements_submitted(actor: Actor) -> QuerySet[Listing]:
    """What waits for the office of the organisation acted for, the longest first; one's own not."""
    found = listings_of(actor, kind=ACHIEVEMENT.name).filter(status=Status.SUBMITTED)
    return found.exclude(contact_id=actor.user_id).order_by("updated_at", "pk")


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """A school's achievements: on the market, not yet, in talks, transferred, asked for."""

    name: str
    on_market: int
    not_yet: int
    asked: int
    talked: int
    transferred: int


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What an office looks after: what waits for it, ends soon, ages, is asked for; by school."""

    submitted: Sequence[Listing]
    ending: Sequence[Listing]
    rights: Sequence[IpItem]
    ageing: Sequence[Listing]
    asked: Sequence[Listing]
    schools: Sequence[SchoolRow]


def portfolio_of(actor: Actor) -> Portfolio:
    """The portfolio of the organisation acted for, six queries however many achievements there are."""
    today = timezone.localdate()
    own = listings_of(actor, kind=ACHIEVEMENT.name)
    counted: QuerySet[Any] = own.annotate(asked=_asked(), talked=_talked())
    published = counted.filter(status=Status.PUBLISHED)
    soon = today + timedelta(days=AHEAD)
    old = timezone.now() - timedelta(days=OLD)
    ending = published.filter(achievement_details__valid_until__lte=soon)
    rights = rights_ending(soon).filter(listing__owner_id=actor.organisation_id)
    ageing = published.filter(published_at__lt=old, talked=0)
    wanted = published.filter(Q(asked__gt=0) | Q(talked__gt=0))
    return Portfolio(
        submitted=list(achievements_submitted(actor)[:SHOWN]),
        ending=list(ending.order_by("achievement_details__valid_until", "pk")[:SHOWN]),
        rights=list(rights[:SHOWN]),
        ageing=list(ageing.order_by("published_at", "pk")[:SHOWN]),
        asked=list(wanted.order_by("-talked", "-asked", "pk")[:SHOWN]),
        schools=_by_school(counted),
    )


def rights_ending(until: Any) -> QuerySet[IpItem]:
    """Standing rights in achievements on the market that end by a day, the first first."""
    return (
        IpItem.objects.exclude(status=IpItem.Status.LAPSED)
        .filter(
            expires_on__gte=timezone.localdate(),
            expires_on__lte=until,
            listing__status__in=(Status.PUBLISHED, *NOT_YET),
        )
        .select_related("listing")
        .order_by("expires_on", "pk")
    )


def _asked() -> Coalesce:
    """How many needs' owners want to talk about it."""
    rows = Pairing.objects.filter(offer=OuterRef("pk"), need_decision=Decision.ACCEPTED)
    return _number(rows, "offer")


def _talked() -> Coalesce:
    return _number(Deal.objects.filter(offer=OuterRef("pk")), "offer")


def _number(rows: QuerySet[Any], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _by_school(counted: QuerySet[Any]) -> list[SchoolRow]:
    """Schools by how much they offer; achievements that name none come last."""
    found: dict[str, list[int]] = {}
    rows = counted.order_by().values_list(
        "achievement_details__school", "status", "asked", "talked", "transferred_at"
    )
    for school, status, asked, talked, transferred in rows.iterator():
        sums = found.setdefault(school, [0, 0, 0, 0, 0])
        sums[0] += status == Status.PUBLISHED
        sums[1] += status in NOT_YET
        sums[2] += asked
        sums[3] += talked
        sums[4] += transferred is not None
    made = [SchoolRow(name, *sums) for name, sums in found.items()]
    return sorted(made, key=lambda row: (not row.name, -row.on_market, row.name))
