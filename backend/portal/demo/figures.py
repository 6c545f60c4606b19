"""The demo's figures of the months before: what stands today, as far as it stood then."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Count
from django.utils import timezone

from backend.accounts.regions import path_to
from backend.catalog.models import Listing
from backend.insights.models import DailyFigure
from backend.insights.selectors.regions import month_ends

KINDS = {"need": "needs", "achievement": "achievements"}


def figures_seed() -> None:
    """Rows of the last days of a year's months, counted by days of publication."""
    today = timezone.localdate()
    if DailyFigure.objects.filter(day__lt=today).exists():
        return
    open_to_all = Listing.objects.filter(kind__in=KINDS, status="published")
    for day in month_ends(today):
        rows = open_to_all.filter(published_at__date__lte=day).values_list("kind", "region")
        found: dict[tuple[str, str], int] = {}
        for kind, region, n in rows.annotate(n=Count("pk")):
            for code in ("", *path_to(region)):
                key = (KINDS[kind], code)
                found[key] = found.get(key, 0) + n
        DailyFigure.objects.bulk_create(
            DailyFigure(day=day, figure=figure, region=region, value=Decimal(n))
            for (figure, region), n in found.items()
        )
