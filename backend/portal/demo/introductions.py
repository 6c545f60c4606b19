"""Demo invitations to talks: open, brokered, declined and agreed, made by the product's own services."""

from __future__ import annotations

from typing import Any

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation, User
from backend.accounts.selectors import actor_of
from backend.catalog.models import Listing
from backend.introductions.models import Introduction
from backend.introductions.services import SERVICES, introduction_make
from backend.introductions.values import IntroductionValues

from .people import rows


def introductions_seed() -> None:
    """Write each invitation and the answers to it. Safe to repeat."""
    for row in rows("introductions"):
        if not Introduction.objects.filter(title=row["title"]).exists():
            _make(row)


def _make(row: dict[str, Any]) -> None:
    made = introduction_make(
        actor=_person(row["by"]),
        values=IntroductionValues(
            buyer_id=_organisation(row["buyer"]).pk,
            seller_id=_organisation(row["seller"]).pk,
            offer_id=Listing.objects.get(external_id=row["offer"]).pk,
            title=row["title"],
            note=row["note"],
        ),
    )
    for answer in row["answers"]:
        given = {name: answer[name] for name in ("note",) if name in answer}
        SERVICES[answer["act"]](actor=_person(answer["by"]), introduction_id=made.pk, **given)


def _person(key: str) -> Actor:
    (row,) = (one for one in rows("people") if one["key"] == key)
    return actor_of(User.objects.get(email=row["email"]))


def _organisation(key: str) -> Organisation:
    (row,) = (one for one in rows("organisations") if one["key"] == key)
    return Organisation.objects.get(name=row["name"])
