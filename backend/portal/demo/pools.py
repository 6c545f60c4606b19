"""Demo flags, common problems and projects, made by the product's own services."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.accounts.selectors import actor_of
from backend.catalog.models import ClosingReason, Listing
from backend.catalog.services import listing_close
from backend.pools.models import Flag, Problem, Project
from backend.pools.services import (
    ASKED_SERVICES,
    PROBLEM_SERVICES,
    PROJECT_SERVICES,
    flag_set,
    problem_make,
    project_make,
)
from backend.pools.values import ProblemValues, ProjectValues

from .dating import happened
from .people import CONTENT, rows


def pools_seed() -> None:
    """Write each flag, common problem and project. Safe to repeat."""
    content = json.loads((CONTENT / "pools.json").read_text("utf-8"))
    for row in content["flags"]:
        need = _need(row["need"])
        if not Flag.objects.filter(need=need, kind=row["kind"]).exists():
            given = {name: row[name] for name in ("kind", "ground", "note")}
            with happened(26, (Flag.objects.all(), ["created_at"])):
                flag_set(actor=_person(row["by"]), need_id=need.pk, **given)
    for row in content["problems"]:
        if not Problem.objects.filter(title=row["title"]).exists():
            with happened(19, (Problem.objects.all(), ["created_at", "published_at"])):
                _problem(row)
    for number, row in enumerate(content["projects"]):
        if not Project.objects.filter(title=row["title"]).exists():
            with happened(16 - 3 * number, (Project.objects.all(), ["created_at"])):
                _project(row)


def _problem(row: dict[str, Any]) -> None:
    by = _person(row["by"])
    ids = tuple(_need(key).pk for key in row["needs"])
    made = problem_make(
        actor=by,
        values=ProblemValues(
            title=row["title"], text=row["text"], chain=row["chain"], need_ids=ids
        ),
    )
    for key in row["agree"]:
        firm = _person(key)
        asked = made.needs.get(need__owner=firm.organisation_id)
        ASKED_SERVICES["agree"](actor=firm, problem_need_id=asked.pk)
    if row["publish"]:
        PROBLEM_SERVICES["publish"](actor=by, problem_id=made.pk)


def _project(row: dict[str, Any]) -> None:
    by = _person(row["by"])
    given = {name: row[name] for name in ("title", "level", "programme", "text", "chain")}
    ids = tuple(_need(key).pk for key in row["needs"])
    made = project_make(actor=by, values=ProjectValues(need_ids=ids, **given))
    for act, note in row["acts"]:
        PROJECT_SERVICES[act](actor=by, pool_project_id=made.pk, note=note)
    if Project.objects.get(pk=made.pk).state == Project.State.COMPLETED:
        _solved(ids)


def _solved(need_ids: Iterable[int]) -> None:
    """What a completed project has solved is wanted no more."""
    for need in Listing.objects.filter(pk__in=need_ids).select_related("contact"):
        listing_close(
            actor=actor_of(need.contact), listing_id=need.pk, reason=ClosingReason.SOLVED_ELSEWHERE
        )


def _need(key: str) -> Listing:
    return Listing.objects.get(kind="need", external_id=key)


def _person(key: str) -> Actor:
    (row,) = (one for one in rows("people") if one["key"] == key)
    return actor_of(User.objects.get(email=row["email"]))
