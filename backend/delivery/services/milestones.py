"""Milestones: submitted with what was reached, accepted or returned, settled by their payment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import moving
from backend.core.outbox import publish
from backend.delivery.events import MilestoneSettled
from backend.delivery.lifecycle import MILESTONE, milestone_facts, milestone_locked
from backend.delivery.models import LONG, Criterion, Milestone

from .opening import milestones_open

LARGEST = Decimal(10) ** 18


def milestone_submit(
    *,
    actor: Actor,
    milestone_id: int,
    expected_revision: int | None,
    note: str = "",
    reached: Mapping[int, Decimal | str | None] | None = None,
) -> Milestone:
    """Submit a milestone; ``reached`` holds by criterion the number reached, or words of one that is
    not measured.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError by field: "note", and
    "criterion_<id>" for one that lacks its value.
    """
    note = note.replace("\x00", "").strip()
    if len(note) > LONG:
        raise ValidationError({"note": [_("At most 2,000 characters.")]})
    with moving(
        MILESTONE, "submit", milestone_id, actor=actor, expected_revision=expected_revision
    ) as milestone:
        milestone.submitted_at = timezone.now()
        milestone.submitted_by_id = actor.person
        milestone.submission_note = note
        milestone.returned_note = ""
        _reached_write(milestone, reached or {})
    return milestone


def milestone_return(
    *, actor: Actor, milestone_id: int, expected_revision: int | None, note: str
) -> Milestone:
    """Return it, saying what is missing.

    Raises NotFound, NotPermitted, WrongState, Stale, ValidationError for the note.
    """
    with moving(
        MILESTONE, "return", milestone_id, actor=actor, expected_revision=expected_revision,
        note=note,
    ) as milestone:  # fmt: skip
        return milestone


def milestone_accept(
    *, actor: Actor, milestone_id: int, expected_revision: int | None
) -> Milestone:
    """Accept it; the next one opens as the plan says.

    Raises NotFound, NotPermitted, WrongState, Stale.
    """
    with transaction.atomic():
        with moving(
            MILESTONE, "accept", milestone_id, actor=actor, expected_revision=expected_revision
        ) as milestone:
            milestone.accepted_at = timezone.now()
            milestone.accepted_by_id = actor.person
        milestones_open(milestone.plan, actor_id=actor.user_id)
    return milestone


def milestone_settled(*, milestone_id: int) -> None:
    """Its payment is settled: the next one opens as the plan says. Safe to repeat."""
    with transaction.atomic():
        milestone = milestone_locked(milestone_id)
        if milestone.settled_at is not None:
            return
        milestone.settled_at = timezone.now()
        milestone.revision += 1
        milestone.save(update_fields=["settled_at", "revision", "updated_at"])
        publish(MilestoneSettled(**milestone_facts(milestone)), actor_id=None)
        milestones_open(milestone.plan, actor_id=None)


def milestone_unsettled(*, milestone_id: int) -> None:
    """Its payment went back in whole: it is to be paid again; what opened stays open."""
    with transaction.atomic():
        milestone = milestone_locked(milestone_id)
        if milestone.settled_at is not None:
            milestone.settled_at = None
            milestone.revision += 1
            milestone.save(update_fields=["settled_at", "revision", "updated_at"])


MILESTONE_SERVICES: dict[str, Callable[..., Milestone]] = {
    "accept": milestone_accept,
    "return": milestone_return,
    "submit": milestone_submit,
}


def _reached_write(milestone: Milestone, reached: Mapping[int, Decimal | str | None]) -> None:
    errors: dict[str, list[object]] = {}
    criteria = list(milestone.criteria.all())
    for criterion in criteria:
        value = reached.get(criterion.pk)
        if not criterion.measured:
            criterion.reached_words = " ".join(str(value or "").replace("\x00", "").split())
            if not criterion.reached_words or len(criterion.reached_words) > 200:
                errors[f"criterion_{criterion.pk}"] = [
                    _("Say what was reached, in at most 200 characters.")
                ]
        elif not isinstance(value, Decimal) or not value.is_finite() or abs(value) >= LARGEST:
            errors[f"criterion_{criterion.pk}"] = [_("Give the value that was reached.")]
        else:
            criterion.reached = value
    if errors:
        raise ValidationError(errors)
    Criterion.objects.bulk_update(criteria, ["reached", "reached_words"])
