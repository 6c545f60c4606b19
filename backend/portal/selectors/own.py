"""An organisation's own listings, in the order in which a desk shows them."""

from __future__ import annotations

from django.db.models import Case, IntegerField, QuerySet, Value, When

from backend.accounts.actors import Actor
from backend.catalog.models import PRESENTING, Listing, Status
from backend.catalog.selectors import listings_of


def own_listings(actor: Actor, *, kind: str | None = None) -> QuerySet[Listing]:
    """What the organisation acted for offers and seeks, its profile aside: published first, then
    what is in contract, drafts, and the rest."""
    order = Case(
        When(status=Status.PUBLISHED, then=Value(0)),
        When(status=Status.CONTRACTED, then=Value(1)),
        When(status=Status.DRAFT, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    found = listings_of(actor, kind=kind).exclude(kind__in=PRESENTING).annotate(order=order)
    return found.order_by("order", "-published_at", "-pk")
