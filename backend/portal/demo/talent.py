"""Demo engagement, works, lists and wishes, made by the product's own services."""

from __future__ import annotations

import json
from typing import Any

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.catalog.models import Listing
from backend.talent.models import Claim, ListEntry, Wish
from backend.talent.services import (
    WISH_SERVICES,
    engagement_set,
    entry_make,
    profile_claim,
    wish_make,
    work_add,
)

from .dating import happened
from .people import CONTENT, rows


def talent_seed() -> None:
    """Write each. Safe to repeat."""
    content = json.loads((CONTENT / "talent.json").read_text("utf-8"))
    for row in content["experts"]:
        _expert(row)
    for row in content["claims"]:
        expert = Listing.objects.get(external_id=row["expert"])
        if not Claim.objects.filter(expert=expert).exists():
            profile_claim(actor=_person(row["by"]), expert_id=expert.pk)
    for number, row in enumerate(content["entries"]):
        if not ListEntry.objects.filter(title=row["title"]).exists():
            given = {name: row[name] for name in ("kind", "title", "details")}
            with happened(
                24 - 2 * number % 22, (ListEntry.objects.all(), ["created_at", "updated_at"])
            ):
                entry_make(actor=_person(row["by"]), **given)
    for number, row in enumerate(content["wishes"]):
        if not Wish.objects.filter(title=row["title"]).exists():
            with happened(9 - 3 * number % 9, (Wish.objects.all(), ["created_at"])):
                _wish(row)


def _wish(row: dict[str, Any]) -> None:
    given = {name: row[name] for name in ("kind", "title", "text")}
    wish = wish_make(actor=_person(row["by"]), **given)
    for act, note in row["acts"]:
        more = {"note": note} if note else {}
        WISH_SERVICES[act](actor=_person(row["officer"]), talent_wish_id=wish.pk, **more)


def _expert(row: dict[str, Any]) -> None:
    expert = Listing.objects.get(external_id=row["expert"])
    actor = actor_of(expert.contact)
    engagement_set(
        actor=actor,
        expert_id=expert.pk,
        engaged_as=row["engaged_as"],
        days_per_month=row["days"],
        note=row["note"],
    )
    for title, year, contribution in row["works"]:
        if not expert.works.filter(title=title).exists():
            work_add(
                actor=actor, expert_id=expert.pk, title=title, year=year, contribution=contribution
            )


def _person(key: str) -> Actor:
    (row,) = (one for one in rows("people") if one["key"] == key)
    return actor_of(User.objects.get(email=row["email"]))
