"""Who may give and finish tasks; what the subject allows decides."""

from __future__ import annotations

from backend.accounts.actors import Actor
from backend.core.subjects import Act, Subject, Tier

from .models import Task


def may_read(subject: Subject) -> bool:
    """Whoever reads what is for the parties alone."""
    return Tier.PARTIES in subject.tiers


def may_assign(subject: Subject) -> bool:
    """Whoever takes part."""
    return may_read(subject) and Act.ASSIGN in subject.acts


def may_finish(actor: Actor, task: Task) -> bool:
    """Whose task it is, and who gave it; also for finding that it was not done after all.

    That he may read what it is about is asked where it is found.
    """
    if not actor.signed_in:
        return False
    mine = task.person_id == actor.user_id or (
        task.organisation_id is not None and actor.belongs_to(task.organisation_id)
    )
    return mine or task.assigned_by_id == actor.user_id


def may_drop(actor: Actor, task: Task) -> bool:
    """Who gave it; what the product set is not dropped."""
    return task.assigned_by_id is not None and task.assigned_by_id == actor.user_id
