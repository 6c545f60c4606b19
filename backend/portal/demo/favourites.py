"""Demo favourites with their notes, kept by the product's own service."""

from __future__ import annotations

from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.catalog.models import Listing
from backend.supermarket.services import favourite_keep

from .people import rows

KEPT = (
    ("ninghai-zhou", "a-graphene-film", "先问弯折三万次后的导热数据，再约样品。"),
    ("ninghai-zhou", "a-bn-film", "绝缘，可作备选；比价。"),
    ("ninghai-zhou", "a-vapor-chamber", ""),
    ("jibei-qin", "n-film", "可与团队的石墨烯膜对接，下周打电话。"),
)


def favourites_seed() -> None:
    """Keep each. Safe to repeat."""
    emails = {row["key"]: row["email"] for row in rows("people")}
    for person, key, note in KEPT:
        user = User.objects.get(email=emails[person])
        listing = Listing.objects.get(external_id=key)
        favourite_keep(actor=actor_of(user), listing_id=listing.pk, note=note)
