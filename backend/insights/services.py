"""The daily summary."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.db import transaction

from backend.accounts.actors import Actor
from backend.accounts.audiences import PUBLIC, REGISTERED
from backend.accounts.regions import path_to
from backend.catalog.selectors import listings_on_market
from backend.registration.selectors.counting import SIDES, counted

from .models import DailyFigure

# A registered reader who belongs nowhere: what he sees is what the lists show everybody.
_READER = Actor(user_id=None, audience=frozenset({PUBLIC, REGISTERED}))
_KINDS = {"needs": "need", "achievements": "achievement"}


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
            DailyFigure(day=day, figure=figure, region=region, value=value)
            for (figure, region), value in sorted(found.items())
        )
    return len(found)
