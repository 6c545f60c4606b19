"""Demo records of integrity and random draws."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.integrity.models import Draw, Sanction
from backend.integrity.services import (
    DRAW_SERVICES,
    SERVICES,
    draw_announce,
    finding_publish,
    sanction_record,
)
from backend.integrity.values import DrawValues, SanctionValues

from .people import CONTENT, rows


def integrity_seed() -> None:
    """Write all of it once. Safe to repeat."""
    if Sanction.objects.exists():
        return
    content = json.loads((CONTENT / "integrity.json").read_text("utf-8"))
    for row in content["sanctions"]:
        _sanction(row)
    for row in content["draws"]:
        _draw(row)


def _sanction(row: dict[str, Any]) -> None:
    concerned = _person(row["whom"])
    today = timezone.localdate()
    starts_on, ends_on = (today + timedelta(days=n) for n in row["days"])
    made = sanction_record(
        actor=_person(row["by"]),
        values=SanctionValues(
            organisation_id=concerned.organisation_id,
            breach=row["breach"],
            ground=row["ground"],
            document=row["document"],
            blocks=tuple(row["blocks"]),
            starts_on=starts_on,
            ends_on=ends_on,
        ),
    )
    if row["objection"]:
        SERVICES["object"](actor=concerned, sanction_id=made.pk, note=row["objection"])


def _draw(row: dict[str, Any]) -> None:
    officer, today = _person(row["by"]), timezone.localdate()
    names = ("title", "items", "inspectors", "pick", "each", "source", "digits")
    made = draw_announce(
        actor=officer,
        unit_id=officer.organisation_id or 0,
        values=DrawValues(
            value_on=today + timedelta(days=max(-row["days_ago"], 1)),
            **{name: row[name] for name in names},
        ),
    )
    if not row["value"]:
        return
    # It was announced and drawn some weeks ago.
    day = today - timedelta(days=row["days_ago"])
    announced = timezone.now() - timedelta(days=row["days_ago"] + 10)
    Draw.objects.filter(pk=made.pk).update(value_on=day, created_at=announced)
    DRAW_SERVICES["make"](actor=officer, draw_id=made.pk, value=row["value"])
    for item, finding in zip(made.drawn.order_by("position"), row["findings"], strict=False):
        finding_publish(actor=officer, draw_id=made.pk, item_id=item.pk, finding=finding)


def _person(key: str) -> Actor:
    (row,) = (one for one in rows("people") if one["key"] == key)
    return actor_of(User.objects.get(email=row["email"]))
