"""``{% thread_of subject %}``: what is said about a subject, with the form to say more."""

from __future__ import annotations

from typing import Any

from django import template

from backend.accounts.actors import Actor
from backend.accounts.models import User
from backend.accounts.selectors import users_active
from backend.attachments.models import Attachment
from backend.attachments.selectors import attachments_of_each
from backend.conversation import rules
from backend.conversation.forms import MessageForm
from backend.conversation.models import Message
from backend.conversation.selectors import last_read_of, messages_of
from backend.core.subjects import Subject, people_of

register = template.Library()
SHOWN = 30  # messages on a page that is about something else


def thread_context(
    actor: Actor, subject: Subject, *, form: MessageForm | None = None, shown: int = SHOWN
) -> dict[str, Any]:
    """What ``_thread.html`` needs: the last messages, oldest first."""
    found = messages_of(subject)
    last = list(found.reverse()[:shown])[::-1]
    files = attachments_of_each("message", [message.pk for message in last])
    seen = last_read_of(actor, subject)
    entries = [_entry(actor, subject, message, seen, files) for message in last]
    writes = actor.signed_in and rules.may_write(subject)
    return {
        "actor": actor,
        "subject": subject,
        "entries": entries,
        "earlier": bool(last) and found.filter(pk__lt=last[0].pk).exists(),
        "unread": sum(entry["unread"] for entry in entries),
        "last": last[-1] if last else None,
        "form": (form or MessageForm()) if writes else None,
        "people": _others(actor, subject) if writes else [],
    }


def _others(actor: Actor, subject: Subject) -> list[User]:
    people = users_active(people_of(subject))
    return [person for person in people if person.pk != actor.user_id]


def _entry(
    actor: Actor,
    subject: Subject,
    message: Message,
    seen: int,
    files: dict[int, list[Attachment]],
) -> dict[str, Any]:
    own = message.author_id == actor.user_id
    return {
        "message": message,
        "files": files.get(message.pk, []) if message.withdrawn_at is None else [],
        "unread": message.pk > seen and not own and message.withdrawn_at is None,
        "may_edit": rules.may_edit(actor, subject, message),
        "may_withdraw": rules.may_withdraw(actor, subject, message),
    }


@register.inclusion_tag("conversation/_thread.html", takes_context=True)
def thread_of(context: template.Context, subject: Subject) -> dict[str, Any]:
    """The section of a subject's conversation; nothing for those who may not read it."""
    if not rules.may_read(subject):
        return {}
    return thread_context(context["actor"], subject)
