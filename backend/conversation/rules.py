"""Who may read and write messages; what the subject allows decides."""

from __future__ import annotations

from backend.accounts.actors import Actor
from backend.core.subjects import Act, Subject, Tier

from .models import Message


def may_read(subject: Subject) -> bool:
    """Whoever reads what is for the parties alone."""
    return Tier.PARTIES in subject.tiers


def may_write(subject: Subject) -> bool:
    """Whoever takes part."""
    return may_read(subject) and Act.TALK in subject.acts


def may_edit(actor: Actor, subject: Subject, message: Message) -> bool:
    """The author alone, while he takes part and the message stands."""
    standing = message.withdrawn_at is None
    return standing and may_write(subject) and message.author_id == actor.user_id


def may_withdraw(actor: Actor, subject: Subject, message: Message) -> bool:
    """The author, and operators, who moderate."""
    standing = message.withdrawn_at is None and may_read(subject)
    return standing and (actor.operator or may_edit(actor, subject, message))
