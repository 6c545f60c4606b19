"""Who may do what with files. What a reader may know of the subject itself is the subject's business."""

from __future__ import annotations

from backend.accounts.actors import Actor
from backend.core.subjects import Act, Subject

from .models import Attachment


def may_attach(subject: Subject) -> bool:
    """Whether the actor for whom the subject was found may hang files on it."""
    return Act.ATTACH in subject.acts


def may_read(subject: Subject, attachment: Attachment) -> bool:
    """Whoever may read the tier that the file is of."""
    return attachment.tier in subject.tiers


def may_withdraw(actor: Actor, subject: Subject, attachment: Attachment) -> bool:
    """Who added it, those of the same organisation who may attach, and operators, who moderate.

    Nobody but operators where both sides have settled on what stood there.
    """
    if not may_read(subject, attachment):
        return False
    settled = subject.settled_at is not None and attachment.created_at <= subject.settled_at
    if settled and not actor.operator:
        return False
    if actor.operator or actor.user_id == attachment.added_by_id:
        return actor.signed_in
    same = attachment.organisation_id is not None and actor.belongs_to(attachment.organisation_id)
    return same and may_attach(subject)


def may_replace(actor: Actor, subject: Subject, attachment: Attachment) -> bool:
    """As withdrawing, by those who may attach."""
    return may_attach(subject) and may_withdraw(actor, subject, attachment)
