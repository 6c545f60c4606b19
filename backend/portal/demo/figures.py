"""The demo's figures of the months before: what stands today, as far as it stood then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.db.models import Count
from django.utils import timezone

from backend.accounts.regions import path_to
from backend.catalog.models import Listing
from backend.insights.models import DailyFigure
from backend.insights.selectors.regions import month_ends
from backend.registration.selectors.counting import SIDES, counted

KINDS = {"need": "needs", "achievement": "achievements"}


def figures_seed() -> None:
    """Rows of the last days of a year's months, counted by days of publication."""
    today = timezone.localdate()
    if DailyFigure.objects.filter(day__lt=today).exists():
        return
    open_to_all = Listing.objects.filter(kind__in=KINDS, status="published")
    for day in month_ends(today):
        rows = open_to_all.filter(published_at__date__lte=day).values_list("kind", "region")
        told = [
            (KINDS[kind], region, Decimal(n)) for kind, region, n in rows.annotate(n=Count("pk"))
        ]
        told += [one for side in SIDES for one in _contracts(side, day)]
        found: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for figure, region, n in told:
            for code in ("", *path_to(region)):
                found[figure, code] += n
        DailyFigure.objects.bulk_create(
            DailyFigure(day=day, figure=figure, region=region, value=n)
            for (figure, region), n in found.items()
        )


def _contracts(side: str, day: date) -> Iterator[tuple[str, str, Decimal]]:
    """What the contracts of the day's year that were signed by then come to, by region."""
    for one in counted("", side):
        if one.year == day.year and one.signed_on <= day:
            place = one.buyer_region if side == "absorbed" else one.seller_place
            region = place if len(place) >= 6 else ""
            yield f"{side}_number", region, Decimal(1)
            yield f"{side}_contract", region, one.contract
            yield f"{side}_technology", region, one.technology
