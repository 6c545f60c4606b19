"""The message as a subject: files hang on it with the rights of its conversation."""

from __future__ import annotations

from backend.accounts.actors import Actor
from backend.core.subjects import Act, Subject, SubjectType, Tier, register, subject_type

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


def _people(pk: int) -> list[int]:
    about = Message.objects.select_related("conversation").get(pk=pk).conversation
    return list(subject_type(about.subject).people(about.subject_id))


register(SubjectType(name="message", find=_find, people=_people))
