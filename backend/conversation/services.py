"""Writes of conversations: say, edit, withdraw, mark as read."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.attachments.services import attachment_add
from backend.core.characters import legible
from backend.core.errors import NotPermitted, Stale
from backend.core.outbox import publish
from backend.core.subjects import Subject, subject_for

from . import rules
from .events import MessageEdited, MessageWithdrawn, MessageWritten
from .models import MAX_TEXT, Conversation, EarlierText, Mention, Message, ReadMark
from .selectors import message_for, people_named

_Allowed = Callable[[Actor, Subject, Message], bool]


def message_write(
    *,
    actor: Actor,
    subject: str,
    subject_id: int,
    text: str,
    upload: File[bytes] | None = None,
) -> Message:
    """Say something about a subject, with a file or without.

    Raises NotFound, NotPermitted, ValidationError for ``text`` or ``file``; then neither is kept.
    """
    about = subject_for(actor, subject, subject_id)
    if actor.user_id is None or not rules.may_write(about):
        raise NotPermitted(_("Only those who take part write here."))
    text = _checked(text)
    with transaction.atomic():
        conversation = _conversation_lock(subject, subject_id)
        message = Message.objects.create(
            conversation=conversation,
            author_id=actor.user_id,
            organisation_id=actor.organisation_id,
            text=text,
        )
        named = _mention(message, people_named(text, subject, subject_id))
        _mark(conversation, actor.user_id, message.pk)
        if upload is not None:
            attachment_add(actor=actor, subject="message", subject_id=message.pk, upload=upload)
        _publish(MessageWritten, message, actor, mentioned=named)
    return message


def message_edit(*, actor: Actor, message_id: int, was: str, text: str) -> Message:
    """Change one's own words; the old ones stay visible as edited.

    ``was`` is the text that the author saw. Raises NotFound, NotPermitted, Stale, ValidationError for
    ``text``.
    """
    text = _checked(text)
    with transaction.atomic():
        message = _lock(actor, message_id, rules.may_edit, _("Only its author edits a message."))
        if _plain(was[: 2 * MAX_TEXT]) != message.text:
            raise Stale(
                _("You changed this message elsewhere in the meantime."),
                changed_by=str(message.author),
                changed_at=message.updated_at,
                revision=message.earlier.count() + 1,
            )
        if text == message.text:
            return message
        EarlierText.objects.create(message=message, text=message.text)
        message.text = text
        message.edited_at = timezone.now()
        message.save(update_fields=["text", "edited_at", "updated_at"])
        about = message.conversation
        named = _mention(message, people_named(text, about.subject, about.subject_id))
        _publish(MessageEdited, message, actor, mentioned=named)
    return message


def message_withdraw(*, actor: Actor, message_id: int) -> None:
    """Take back what was said, its earlier words too; its place remains.

    Raises NotFound, NotPermitted.
    """
    with transaction.atomic():
        message = _lock(
            actor, message_id, rules.may_withdraw, _("Only its author withdraws a message.")
        )
        message.text = ""
        message.withdrawn_at = timezone.now()
        message.save(update_fields=["text", "withdrawn_at", "updated_at"])
        message.earlier.all().delete()
        message.mentions.all().delete()
        _publish(MessageWithdrawn, message, actor)


def conversation_mark_read(*, actor: Actor, subject: str, subject_id: int, up_to: int) -> None:
    """Remember that the actor has seen everything up to a message; never goes back.

    Raises NotFound where he may not read it, or ``up_to`` is no message of it.
    """
    message, about = message_for(actor, up_to)
    if (about.name, about.pk) != (subject, subject_id):
        raise NotPermitted(_("This message belongs to another conversation."))
    with transaction.atomic():
        _mark(_conversation_lock(subject, subject_id), actor.person, message.pk)


def _conversation_lock(subject: str, subject_id: int) -> Conversation:
    """Writers queue here, so that messages become visible in the order of their ids."""
    Conversation.objects.get_or_create(subject=subject, subject_id=subject_id)
    return Conversation.objects.select_for_update().get(subject=subject, subject_id=subject_id)


def _lock(actor: Actor, message_id: int, allowed: _Allowed, refusal: object) -> Message:
    message_for(actor, message_id)
    Message.objects.select_for_update().get(pk=message_id)
    message, about = message_for(actor, message_id)
    if actor.user_id is None or not allowed(actor, about, message):
        raise NotPermitted(refusal)
    return message


def _mark(conversation: Conversation, user_id: int, last_id: int) -> None:
    mark, _created = ReadMark.objects.get_or_create(
        conversation=conversation, user_id=user_id, defaults={"last_id": last_id}
    )
    if mark.last_id < last_id:
        mark.last_id = last_id
        mark.save(update_fields=["last_id"])


def _mention(message: Message, people: Iterable[int]) -> tuple[int, ...]:
    """Write rows for people who are newly named; return their ids, the author's own left out."""
    known = set(message.mentions.values_list("user_id", flat=True))
    fresh = [pk for pk in people if pk not in known and pk != message.author_id]
    Mention.objects.bulk_create(Mention(message=message, user_id=pk) for pk in fresh)
    return tuple(fresh)


def _plain(text: str) -> str:
    """As it is kept: one kind of line break, no NUL, nothing that turns the reading direction."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return str(legible(text)).strip()


def _checked(text: str) -> str:
    # Bounded first: normalising a long run of marks costs more than its length.
    text = _plain(text) if len(text) <= 2 * MAX_TEXT else text
    if not text:
        raise ValidationError({"text": [_("Write something.")]})
    if len(text) > MAX_TEXT:
        raise ValidationError(
            {"text": [_("At most %(n)s characters; send the rest as a file.") % {"n": MAX_TEXT}]}
        )
    return text


def _publish(event: type, message: Message, actor: Actor, **more: object) -> None:
    about = message.conversation
    publish(
        event(message_id=message.pk, about=about.subject, about_id=about.subject_id, **more),
        actor_id=actor.user_id,
    )
