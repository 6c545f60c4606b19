"""Demo science commissioners: selections, terms, stations, questions and visits."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.commissioners import services
from backend.commissioners.models import Appointment, Question, Selection
from backend.commissioners.services import SERVICES, VISIT_SERVICES
from backend.commissioners.values import (
    SelectionValues,
    ServiceValues,
    StationValues,
    VisitValues,
)
from backend.posting.services import draft_hand_over

from .people import CONTENT, rows


def commissioners_seed() -> None:
    """Write all of it once. Safe to repeat."""
    if Selection.objects.exists():
        return
    content = json.loads((CONTENT / "commissioners.json").read_text("utf-8"))
    selections = {row["key"]: _selection(row) for row in content["selections"]}
    serving = {}
    for row in content["proposed"]:
        chosen = selections[row["selection"]]
        made = services.commissioner_propose(
            actor=_person("officer-tian"),
            selection_id=chosen.pk,
            email=_user(row["who"]).email,
            values=_values(row),
        )
        if row["release"]:
            SERVICES["agree"](actor=_person(row["who"]), appointment_id=made.pk)
            SERVICES["release"](actor=_person(row["release"]), appointment_id=made.pk)
        serving[row["who"]] = made
    for row in content["applied"]:
        person = _person(row["who"])
        services.commissioner_apply(
            actor=person,
            selection_id=selections[row["selection"]].pk,
            home_id=person.organisation_id or 0,
            values=_values(row),
        )
    for row in content["stations"]:
        officer = _person(row.pop("by"))
        services.station_add(
            actor=officer, unit_id=officer.organisation_id or 0, values=StationValues(**row)
        )
    asked = {row["key"]: _question(row, serving) for row in content["questions"]}
    for row in content["visits"]:
        _visit(row, asked)


def _selection(row: dict[str, Any]) -> Selection:
    officer = _person(row["by"])
    today = timezone.localdate()
    closes_on, starts_on, ends_on = (today + timedelta(days=n) for n in row["days"])
    return services.selection_open(
        actor=officer,
        unit_id=officer.organisation_id or 0,
        values=SelectionValues(
            level=row["level"],
            year=starts_on.year,
            title=row["title"],
            text=row["text"],
            wanted=row["wanted"],
            closes_on=closes_on,
            starts_on=starts_on,
            ends_on=ends_on,
        ),
    )


def _values(row: dict[str, Any]) -> ServiceValues:
    names = ("form", "post", "field", "chain", "statement")
    return ServiceValues(
        regions=tuple(row["regions"]),
        **{name: row[name] for name in names},
    )


def _question(row: dict[str, Any], serving: dict[str, Appointment]) -> Question:
    asker = _person(row["by"])
    made = services.question_ask(
        actor=asker,
        appointment_id=serving[row["to"]].pk,
        firm_id=asker.organisation_id or 0,
        title=row["title"],
        text=row["text"],
        wants_visit=row["wants_visit"],
    )
    if row["answer"]:
        services.question_answer(
            actor=_person(row["to"]), question_id=made.pk, answer=row["answer"]
        )
    return made


def _visit(row: dict[str, Any], asked: dict[str, Question]) -> None:
    visitor = _person(row["by"])
    (contact,) = [one["key"] for one in rows("people") if one["organisation"] == row["firm"]][:1]
    firm = _person(contact)
    names = ("place", "problem", "diagnosis", "advice")
    made = services.visit_log(
        actor=visitor,
        values=VisitValues(
            firm_id=firm.organisation_id or 0,
            happened_on=timezone.localdate() - timedelta(days=row["days_ago"]),
            question_id=asked[row["question"]].pk if row["question"] else None,
            **{name: row[name] for name in names},
        ),
    )
    if row["answer"]:
        VISIT_SERVICES[row["answer"]](actor=firm, visit_id=made.pk)
    if row["need"]:
        draft = services.visit_make_need(actor=visitor, visit_id=made.pk)
        draft_hand_over(actor=visitor, need_draft_id=draft.pk)


def _user(key: str) -> User:
    (row,) = (one for one in rows("people") if one["key"] == key)
    return User.objects.get(email=row["email"])


def _person(key: str) -> Actor:
    return actor_of(_user(key))
