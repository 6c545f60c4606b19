"""Reminders before achievements leave the market and rights end."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from backend.accounts.selectors import actors_of
from backend.catalog.kinds import ACHIEVEMENT
from backend.catalog.models import Listing, Status
from backend.catalog.selectors import people_of_listing
from backend.core.notices import notice_send

from .notices import ENDING, RIGHT_ENDING
from .selectors import rights_ending

LISTING_AHEAD = timedelta(days=30)
RIGHT_AHEAD = timedelta(days=90)


def portfolio_remind() -> int:
    """Tell of what ends soon, of each end once; safe to repeat. Returns how many notices are new."""
    today = timezone.localdate()
    found = Listing.objects.filter(
        kind=ACHIEVEMENT.name,
        status=Status.PUBLISHED,
        achievement_details__valid_until__range=(today, today + LISTING_AHEAD),
    ).select_related("achievement_details")
    told = 0
    for listing in found.order_by("pk"):
        until = listing.details.valid_until  # type: ignore[attr-defined]
        told += notice_send(
            ENDING,
            readers=actors_of(people_of_listing(listing)),
            about=listing.pk,
            key=f"ending:{listing.pk}:{until.isoformat()}",
        )
    for right in rights_ending(today + RIGHT_AHEAD):
        told += notice_send(
            RIGHT_ENDING,
            readers=actors_of(people_of_listing(right.listing)),
            about=right.listing_id,
            payload={"number": right.number},
            key=f"right:{right.pk}:{right.expires_on}",
        )
    return told
