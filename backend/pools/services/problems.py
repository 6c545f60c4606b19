"""Common problems: an officer makes one of several firms' needs, each firm answers for its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.catalog.models import Listing
from backend.core.errors import NotPermitted
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.pools import rules
from backend.pools.events import ProblemMade
from backend.pools.lifecycle import ASKED, FEWEST, PROBLEM
from backend.pools.models import Problem, ProblemNeed
from backend.pools.selectors import pool_of_needs, unit_of
from backend.pools.values import ProblemValues

MOST = 50  # needs of a problem


def problem_make(*, actor: Actor, values: ProblemValues) -> Problem:
    """Put needs of several firms into one question and ask the firms.

    Raises NotPermitted, ValidationError by field.
    """
    if not rules.may_pool(actor):
        raise NotPermitted(rules.NOT_OFFICER)
    with transaction.atomic():
        problem = Problem(
            title=" ".join(values.title.replace("\x00", "").split()),
            text=values.text.replace("\x00", "").strip(),
            chain=values.chain,
            made_by_id=actor.person,
            made_for_id=actor.organisation_id or 0,
        )
        problem.clean_fields(exclude=["published_at"])
        needs = needs_chosen(actor, values.need_ids, "needs")
        if len({need.owner_id for need in needs}) < FEWEST:
            raise ValidationError({"needs": _("Choose needs of two different firms at least.")})
        problem.save()
        ProblemNeed.objects.bulk_create(ProblemNeed(problem=problem, need=need) for need in needs)
        publish(ProblemMade(problem_id=problem.pk), actor_id=actor.user_id)
    return problem


def needs_chosen(actor: Actor, ids: Sequence[int], field: str) -> list[Listing]:
    """The needs of the pool with these ids, all in the unit's region. Raises ValidationError."""
    wanted = list(dict.fromkeys(ids))
    if len(wanted) > MOST:
        raise ValidationError({field: _("At most 50 needs at once.")})
    needs = pool_of_needs(actor).filter(told=True, pk__in=wanted)  # type: ignore[misc]
    found = {need.pk: need for need in needs}
    unit = unit_of(actor)
    for pk in wanted:
        need = found.get(pk)
        if need is None or unit is None or not rules.looks_after(unit, need):
            raise ValidationError({field: _("Choose needs of your region that are in the pool.")})
    return [found[pk] for pk in wanted]


def problem_need_agree(
    *, actor: Actor, problem_need_id: int, expected_revision: int | None = None
) -> ProblemNeed:
    """Let one's need be counted there. Raises NotFound, NotPermitted, WrongState."""
    with moving(
        ASKED, "agree", problem_need_id, actor=actor, expected_revision=expected_revision
    ) as asked:
        asked.answered_by_id, asked.answered_at = actor.user_id, timezone.now()
    return asked


def problem_need_decline(
    *, actor: Actor, problem_need_id: int, expected_revision: int | None = None, note: str = ""
) -> ProblemNeed:
    """Leave one's need out of it. Raises NotFound, NotPermitted, WrongState."""
    with moving(
        ASKED,
        "decline",
        problem_need_id,
        actor=actor,
        expected_revision=expected_revision,
        note=note,
    ) as asked:
        asked.answered_by_id, asked.answered_at = actor.user_id, timezone.now()
    return asked


def problem_publish(
    *, actor: Actor, problem_id: int, expected_revision: int | None = None
) -> Problem:
    """Show it to everybody, with two firms at least. Raises as ``moving``."""
    with moving(
        PROBLEM, "publish", problem_id, actor=actor, expected_revision=expected_revision
    ) as problem:
        problem.published_at = timezone.now()
    return problem


def problem_dissolve(
    *, actor: Actor, problem_id: int, expected_revision: int | None = None, note: str
) -> Problem:
    """Ask it no longer, and say why. Raises as ``moving``."""
    with moving(
        PROBLEM, "dissolve", problem_id, actor=actor, expected_revision=expected_revision, note=note
    ) as problem:
        return problem


PROBLEM_SERVICES: dict[str, Callable[..., Problem]] = {
    "publish": problem_publish,
    "dissolve": problem_dissolve,
}
ASKED_SERVICES: dict[str, Callable[..., ProblemNeed]] = {
    "agree": problem_need_agree,
    "decline": problem_need_decline,
}
