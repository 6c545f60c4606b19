"""What a panel's sitting decided, carried out: needs merged, needs taken into the project pool."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import structlog
from django.core.exceptions import ValidationError
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.accounts.selectors import actor_of
from backend.catalog.models import Listing
from backend.core.errors import Refusal
from backend.panel.models import Decision, Item, Sitting
from backend.pools.models import ProblemNeed, Project, ProjectNeed
from backend.pools.values import IN_PROBLEM, IN_PROJECT, ProblemValues, ProjectValues
from backend.tasks.services import task_require

from .problems import problem_make
from .projects import project_make

log = structlog.get_logger()
BY_HAND = timedelta(days=14)  # for what could not be carried out by itself


def sitting_carry_out(*, sitting_id: int) -> None:
    """Put needs that were merged into common problems, and those for projects into the pool, in the
    name of the officer who drew up the list. What the pool does not take (no longer on the market, one
    firm's alone, no chain) is a task of that officer. Repeatable.
    """
    sitting = Sitting.objects.select_related("panel", "closed_by").get(pk=sitting_id)
    actor = actor_of(sitting.closed_by, organisation_id=sitting.panel.unit_id)
    items = list(sitting.items.select_related("listing", "merged_with").order_by("position"))
    for needs in _merged(items):
        if not ProblemNeed.objects.filter(need__in=needs).exists():
            _try(sitting, needs, IN_PROBLEM, partial(_problem, actor, needs))
    for item in items:
        taken = ProjectNeed.objects.filter(need=item.listing_id).exists()
        if item.decision == Decision.PROJECT and not taken:
            _try(sitting, [item.listing], IN_PROJECT, partial(_project, actor, item.listing))


def _merged(items: list[Item]) -> list[list[Listing]]:
    """Groups of needs that belong together, however they were named in pairs."""
    groups: list[dict[int, Listing]] = []
    for item in items:
        if item.decision != Decision.MERGE or item.merged_with is None:
            continue
        pair = {item.listing_id: item.listing, item.merged_with.pk: item.merged_with}
        touched = [group for group in groups if group.keys() & pair.keys()]
        for group in touched:
            groups.remove(group)
            pair |= group
        groups.append(pair)
    return [list(group.values()) for group in groups]


def _problem(actor: Actor, needs: list[Listing]) -> None:
    first = needs[0]
    problem_make(
        actor=actor,
        values=ProblemValues(
            title=first.title,
            text="\n".join(f"· {need.title}" for need in needs),
            chain=next((need.chain for need in needs if need.chain), ""),
            need_ids=tuple(need.pk for need in needs),
        ),
    )


def _project(actor: Actor, need: Listing) -> None:
    project_make(
        actor=actor,
        values=ProjectValues(
            title=need.title, level=Project.Level.CITY, chain=need.chain, need_ids=(need.pk,)
        ),
    )


def _try(sitting: Sitting, needs: list[Listing], wanted: str, act: Callable[[], None]) -> None:
    """Do it, or give it to who drew up the list, due in a fortnight."""
    try:
        act()
    except (ValidationError, Refusal) as refused:
        log.warning("decision_not_carried_out", sitting=sitting.pk, why=str(refused))
        task_require(
            code=wanted,
            subject="listing",
            subject_id=needs[0].pk,
            ends_when=wanted,
            person_id=sitting.closed_by_id,
            due_on=timezone.localdate() + BY_HAND,
        )
