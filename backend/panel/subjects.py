"""What a panel found worth publishing is a task of its owner, until it is on the market."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from backend.catalog.models import NOT_YET, Listing
from backend.tasks import conditions

TO_BE_PUBLISHED = "need_published"


def _published(listing_id: int) -> bool:
    return not Listing.objects.filter(pk=listing_id, status__in=NOT_YET).exists()


conditions.register(
    conditions.Condition(
        TO_BE_PUBLISHED,
        "listing",
        _published,
        _("The advisory panel recommends to publish this need: publish it"),
    )
)
