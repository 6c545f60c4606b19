"""What everybody may know of a listing, as plain data: for other markets, open data and machines.

It follows the rows of the audience, so that nothing of a tier that is not public stands in it; where the
summary is not public there is nothing at all.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.urls import reverse

from backend.accounts.audiences import PUBLIC

from .conditions import public_among
from .models import Listing, Tier


def public_form(listing: Listing) -> dict[str, Any] | None:
    """What a visitor may know of it, in values of JSON; None for what is not public or off the market.

    ``details`` are the columns of its kind; texts and indicators are there where the details are public.
    """
    tiers = {row.tier for row in listing.audiences.all() if row.token == PUBLIC}
    if not listing.published or Tier.SUMMARY not in tiers:
        return None
    whole = Tier.DETAILS in tiers
    required = listing.required_conditions
    return {
        "url": settings.PUBLIC_URL + reverse("listing", args=[listing.pk]),
        "kind": listing.kind,
        "language": listing.language,
        "title": listing.title,
        "summary": listing.summary,
        "owner": {
            "name": listing.owner.name,
            "name_en": listing.owner.name_en,
            "kind": listing.owner.kind,
            "region": listing.owner.region,
        },
        "technology_field": listing.technology_field,
        "industry": listing.industry,
        "region": listing.region,
        "trl": listing.trl,
        "modes": list(listing.modes),
        "required_conditions": list(required if whole else public_among(required)),
        "whole": whole,
        "published_at": _plain(listing.published_at),
        "details": {
            name: _plain(getattr(listing.details, name))
            for name in listing.type.columns
            if whole or name in listing.type.public
        },
        "indicators": [
            {
                "name": row.name,
                "comparator": row.comparator,
                "value": _plain(row.value),
                "value_max": _plain(row.value_max),
                "unit": row.unit,
            }
            for row in listing.indicators.all()
        ]
        if whole
        else [],
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value
