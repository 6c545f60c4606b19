"""The nightly summary, and the boundaries that are imported."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Min, QuerySet
from django.utils.translation import gettext as _

from backend.accounts.actors import Actor
from backend.accounts.audiences import PUBLIC, REGISTERED
from backend.accounts.regions import path_to
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_on_market
from backend.contracts.selectors import contracts_signed
from backend.deals.models import Deal
from backend.pairings.models import Pairing
from backend.registration.selectors.counting import SIDES, counted

from .cohorts import STAGES, cohorts_of
from .drawing import Rings
from .models import Boundary, Cohort, DailyFigure, MapSheet

# A registered reader who belongs nowhere: what he sees is what the lists show everybody.
_READER = Actor(user_id=None, audience=frozenset({PUBLIC, REGISTERED}))
_KINDS = {"needs": "need", "achievements": "achievement"}
_BATCH = 1000
_APPROVAL = re.compile(r"[A-Z\u4e00-\u9fff]{1,8}[(（]\d{4}[)）]\d{1,6}号")  # GS(2024)0650号


def figures_summarise(*, day: date) -> int:
    """Write the day's rows of every figure for the whole market and each region that has one; a second
    run on the same day writes them anew. Gives how many."""
    found: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)

    def add(figure: str, region: str, amount: Decimal) -> None:
        for code in ("", *path_to(region)):
            found[figure, code] += amount

    for figure, kind in _KINDS.items():
        for region in listings_on_market(_READER, kind=kind).values_list("region", flat=True):
            add(figure, region, Decimal(1))
    for side in SIDES:
        for one in (one for one in counted("", side) if one.year == day.year):
            place = one.buyer_region if side == "absorbed" else one.seller_place
            region = place if len(place) >= 6 else ""
            add(f"{side}_number", region, Decimal(1))
            add(f"{side}_contract", region, one.contract)
            add(f"{side}_technology", region, one.technology)
    with transaction.atomic():
        DailyFigure.objects.filter(day=day).delete()
        DailyFigure.objects.bulk_create(
            (
                DailyFigure(day=day, figure=figure, region=region, value=value)
                for (figure, region), value in sorted(found.items())
            ),
            batch_size=_BATCH,
        )
    return len(found)


def cohorts_summarise(*, day: date) -> int:
    """Write anew how far needs came, by region and quarter, as of the day. Gives how many rows."""
    needs = Listing.objects.filter(kind="need", published_at__isnull=False)
    times: dict[int, tuple[str, list[datetime | None]]] = {
        pk: (region, [at, *[None] * (len(STAGES) - 1)])
        for pk, region, at in needs.values_list("pk", "region", "published_at")
    }
    deals = Deal.objects.filter(need__isnull=False)
    _put(times, 1, Pairing.objects.all(), "need_id", "created_at")
    _put(times, 2, deals, "need_id", "created_at")
    _put(times, 3, contracts_signed(), "deal__need_id", "created_at")
    _put(times, 4, deals.filter(stage="closed"), "need_id", "stage_since")
    found = cohorts_of(times)
    with transaction.atomic():
        Cohort.objects.all().delete()
        Cohort.objects.bulk_create(
            (
                Cohort(day=day, region=region, quarter=quarter, counts=one.counts, days=one.days)
                for (region, quarter), one in sorted(found.items())
            ),
            batch_size=_BATCH,
        )
    return len(found)


def boundaries_import(*, outlines: Mapping[str, Rings], approval: str, source: str = "") -> int:
    """Keep outlines of regions (region → rings in degrees) in place of those there were, with the
    approval number of their map. Gives how many. Raises ValidationError."""
    approval = approval.replace(" ", "")
    if not _APPROVAL.fullmatch(approval):
        raise ValidationError(
            _(
                "Give the approval number of the map, as GS(2024)0650号; without one it is not shown."
            )
        )
    with transaction.atomic():
        sheet = MapSheet(approval=approval, source=source.strip())
        sheet.full_clean()
        sheet.save()
        Boundary.objects.filter(region__in=outlines).delete()
        Boundary.objects.bulk_create(
            Boundary(sheet=sheet, region=region, rings=rings) for region, rings in outlines.items()
        )
        MapSheet.objects.filter(boundaries=None).delete()
    return len(outlines)


def boundaries_drop() -> int:
    """Remove all boundaries, so that maps are tiles again. Gives how many there were."""
    n = Boundary.objects.count()
    MapSheet.objects.all().delete()
    return n


def _put(
    times: dict[int, tuple[str, list[datetime | None]]],
    stage: int,
    rows: QuerySet[Any],
    need: str,
    column: str,
) -> None:
    """Write when each need first came to a stage."""
    for pk, at in rows.order_by().values_list(need).annotate(at=Min(column)):
        if pk in times:
            times[pk][1][stage] = at
