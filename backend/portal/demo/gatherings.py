"""Demo events: one to come with talks proposed, one to be published, made by the product's services."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.matchmaking.models import Gathering
from backend.matchmaking.services import (
    gathering_draft,
    gathering_publish,
    sign_up,
    talk_answer,
    talks_propose,
)
from backend.matchmaking.values import GatheringValues

from .people import rows


def gatherings_seed() -> None:
    """Write each event that is not there, with who comes and the talks between them."""
    for row in rows("gatherings"):
        if not Gathering.objects.filter(title=row["title"]).exists():
            _hold(row)


def _hold(row: dict[str, Any]) -> None:
    organiser = _actor(row["by"])
    begins = _at(row["days"], row["begins"])
    made = gathering_draft(
        actor=organiser,
        values=GatheringValues(
            kind=row["kind"],
            title=row["title"],
            about=row["about"],
            agenda=row["agenda"],
            region=row["region"],
            place=row["place"],
            starts_at=begins,
            ends_at=begins + timedelta(hours=row["hours"]),
            talks_from=_at(row["days"], row.get("talks", row["begins"])),
            tables=row["tables"],
            capacity=row["capacity"],
        ),
    )
    if not row["coming"]:
        return
    gathering_publish(actor=organiser, gathering_id=made.pk)
    for key in row["coming"]:
        sign_up(actor=_actor(key), gathering_id=made.pk)
    for n, talk in enumerate(talks_propose(actor=organiser, gathering_id=made.pk)):
        # The first is confirmed by both, the others wait for the enterprise.
        sides = (talk.need_side, talk.offer_side) if n == 0 else (talk.offer_side,)
        for side in sides:
            talk_answer(actor=actor_of(side.user), talk_id=talk.pk, coming=True)


def _at(days: int, clock: str) -> datetime:
    zone = timezone.get_default_timezone()
    day = timezone.localdate(timezone=zone) + timedelta(days=days)
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=zone)


def _actor(key: str) -> Actor:
    (row,) = (one for one in rows("people") if one["key"] == key)
    return actor_of(User.objects.get(email=row["email"]))
