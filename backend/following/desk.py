"""What saved searches found of late, on every desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.desks import DeskPart, desk_register
from backend.accounts.models import Duty
from backend.catalog.models import Status
from backend.catalog.selectors import listings_visible_to

from .models import SearchFind

ROWS = 5
LATELY = timedelta(days=14)


def _found(actor: Actor) -> QuerySet[SearchFind]:
    since = timezone.now() - LATELY
    return SearchFind.objects.filter(search__user_id=actor.user_id or 0, created_at__gt=since)


def _finds(request: HttpRequest, actor: Actor) -> dict[str, Any] | None:
    """The newest that are on the market and readable, each once whichever search found it."""
    own = _found(actor).filter(listing=OuterRef("pk")).order_by("-created_at")
    rows = (
        listings_visible_to(actor)
        .filter(status=Status.PUBLISHED)
        .annotate(
            found_at=Subquery(own.values("created_at")[:1]),
            found_by=Subquery(own.values("search__name")[:1]),
        )
        .filter(found_at__isnull=False)
        .order_by("-found_at", "-pk")[:ROWS]
    )
    return {"rows": rows} if rows else None


desk_register(
    DeskPart(
        name="saved_searches",
        duties=tuple(Duty),
        order=45,
        template="following/_desk.html",
        context=_finds,
        rests_on=lambda actor: [_found(actor)],
    )
)
