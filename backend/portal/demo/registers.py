"""Demo platforms, alliances and carriers, and a list published of each register."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from backend.accounts.actors import Actor
from backend.accounts.models import Organisation, User
from backend.accounts.selectors import actor_of
from backend.catalog.models import Listing
from backend.registers.kinds import registers
from backend.registers.models import Registered
from backend.registers.services import (
    SERVICES,
    list_publish,
    member_agree,
    need_join,
    registered_propose,
    year_state,
)
from backend.registers.values import RegisteredValues

from .people import CONTENT, rows


def registers_seed() -> None:
    """Write all of it once. Safe to repeat."""
    if Registered.objects.exists():
        return
    for row in json.loads((CONTENT / "registers.json").read_text("utf-8")):
        _registered(row)
    officer = _person("officer-tian")
    for code in registers():
        list_publish(actor=officer, unit_id=officer.organisation_id or 0, register=code)


def _registered(row: dict[str, Any]) -> None:
    host = _person(row["by"])
    names = {one["key"]: one["name"] for one in rows("organisations")}
    members = [Organisation.objects.get(name=names[key]).pk for key in row["members"]]
    given = ("register", "type", "level", "name", "number", "chain", "about", "charter")
    made = registered_propose(
        actor=host,
        host_id=host.organisation_id or 0,
        values=RegisteredValues(
            unit_id=_person("officer-tian").organisation_id or 0,
            recognised_on=date.fromisoformat(row["recognised_on"]),
            member_ids=tuple(members),
            **{name: row[name] for name in given},
        ),
    )
    for key in row["agree"]:
        member = _person(key)
        member_agree(
            actor=member, registered_id=made.pk, organisation_id=member.organisation_id or 0
        )
    if row["register_by"]:
        SERVICES["register"](actor=_person(row["register_by"]), registered_id=made.pk)
    for year, figures in row["years"].items():
        told = {name: Decimal(value) for name, value in figures.items()}
        year_state(actor=host, registered_id=made.pk, year=int(year), figures=told)
    for key in row["needs"]:
        need = Listing.objects.get(kind="need", external_id=key)
        need_join(actor=host, registered_id=made.pk, listing_id=need.pk)


def _person(key: str) -> Actor:
    (row,) = (one for one in rows("people") if one["key"] == key)
    return actor_of(User.objects.get(email=row["email"]))
