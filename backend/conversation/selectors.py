"""Reads of conversations, within what the reader may know of their subjects."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.accounts.selectors import users_active
from backend.core.errors import NotFound
from backend.core.subjects import Subject, subject_for, subject_type

from . import rules
from .models import Message, ReadMark

LINE = 60  # characters of a message in a history
_MISSING = _("This message does not exist, or you may not see it.")


def messages_of(subject: Subject) -> QuerySet[Message]:
    """What was said about a subject, oldest first; none where the finder may not read it."""
    if not rules.may_read(subject):
        return Message.objects.none()
    return (
        Message.objects.filter(
            conversation__subject=subject.name, conversation__subject_id=subject.pk
        )
        .select_related("author", "organisation", "conversation")
        .prefetch_related("earlier")
        .order_by("pk")
    )


@dataclass(frozen=True, slots=True)
class Said:
    """The beginning of a message that stands, for a line of a history."""

    message_id: int
    words: str
    author: str
    when: datetime


def said_about(subject: Subject) -> list[Said]:
    """What was said about a subject, oldest first, in a line each; what was withdrawn is left out."""
    found = messages_of(subject).filter(withdrawn_at=None).prefetch_related(None)
    return [
        Said(
            message.pk, Truncator(message.text).chars(LINE), str(message.author), message.created_at
        )
        for message in found
    ]


def message_for(actor: Actor, message_id: int) -> tuple[Message, Subject]:
    """A message and what it is about, as the actor may know them. Raises NotFound."""
    found = (
        Message.objects.filter(pk=message_id)
        .select_related("conversation", "author", "organisation")
        .prefetch_related("earlier")
        .first()
    )
    if found is None:
        raise NotFound(_MISSING)
    about = subject_for(actor, found.conversation.subject, found.conversation.subject_id)
    if not rules.may_read(about):
        raise NotFound(_MISSING)
    return found, about


def last_read_of(actor: Actor, subject: Subject) -> int:
    """The id of the last message that the actor has seen; 0 before the first."""
    if actor.user_id is None:
        return 0
    mark = ReadMark.objects.filter(
        conversation__subject=subject.name,
        conversation__subject_id=subject.pk,
        user_id=actor.user_id,
    )
    return mark.values_list("last_id", flat=True).first() or 0


def unread_of(actor: Actor, name: str, ids: Collection[int]) -> dict[int, int]:
    """How many messages of others the actor has not seen, by subject, where there are some; that he may
    read them is the caller's matter."""
    marks = ReadMark.objects.filter(
        conversation=OuterRef("conversation"), user_id=actor.user_id or 0
    )
    fresh = (
        Message.objects.filter(
            conversation__subject=name,
            conversation__subject_id__in=ids,
            withdrawn_at__isnull=True,
            pk__gt=Coalesce(Subquery(marks.values("last_id")[:1]), 0),
        )
        .exclude(author_id=actor.user_id)
        .order_by()
        .values_list("conversation__subject_id")
    )
    return dict(fresh.annotate(n=Count("pk")))


def people_of(name: str, pk: int) -> QuerySet[User]:
    """Those who take part in a subject: who may be mentioned, and is told of messages."""
    return users_active(subject_type(name).people(pk))


def people_named(text: str, name: str, pk: int) -> list[int]:
    """The ids of those who take part and are named in the text as ``@Name``.

    Where one name begins another, the longer one is meant; two of one name are both meant.
    """
    if "@" not in text:
        return []
    people = [person for person in people_of(name, pk) if person.name]
    names = sorted({re.escape(person.name) for person in people}, key=len, reverse=True)
    called = set(re.findall(f"@({'|'.join(names)})", text)) if names else set()
    return sorted(person.pk for person in people if person.name in called)
