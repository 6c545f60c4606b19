"""The message as a subject: files hang on it with the rights of its conversation."""

from __future__ import annotations

from backend.accounts.actors import Actor
from backend.core.subjects import Act, Subject, SubjectType, Tier, register

from . import rules
from .models import Message
from .selectors import message_for


def message_subject(actor: Actor, message: Message, about: Subject) -> Subject:
    """A message as a subject, for an actor who may read it; its author may attach files."""
    own = rules.may_edit(actor, about, message)
    standing = message.withdrawn_at is None
    return Subject(
        name="message",
        pk=message.pk,
        title=about.title,
        url=about.url,
        tiers=frozenset({Tier.PARTIES}) if standing else frozenset(),
        acts=frozenset({Act.ATTACH}) if own else frozenset(),
    )


def _find(actor: Actor, pk: int) -> Subject:
    message, about = message_for(actor, pk)
    return message_subject(actor, message, about)


# Without people: of a file that came with a message its readers are told by the message.
register(SubjectType(name="message", find=_find))
