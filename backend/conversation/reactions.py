"""Who is told of messages."""

from __future__ import annotations

from backend.accounts.selectors import actors_of
from backend.core.notices import notice_send
from backend.core.subjects import subject_for

from .events import MessageEdited, MessageWritten
from .models import Message
from .notices import MENTIONED, WRITTEN
from .selectors import last_read_of, people_of


def message_notify(event: MessageWritten, event_id: int) -> None:
    """Whoever is named is told at once; the others once, until they have read so far."""
    mention_notify(event, event_id)
    author_id = Message.objects.values_list("author_id", flat=True).get(pk=event.message_id)
    people = people_of(event.about, event.about_id).values_list("pk", flat=True)
    for reader in actors_of(set(people) - {author_id, *event.mentioned}):
        seen = last_read_of(reader, subject_for(reader, event.about, event.about_id))
        notice_send(
            WRITTEN,
            readers=[reader],
            about=event.message_id,
            key=f"{event.about}:{event.about_id}:after:{seen}",
        )


def mention_notify(event: MessageWritten | MessageEdited, event_id: int) -> None:
    """Whoever is named, newly where the message was edited."""
    notice_send(
        MENTIONED,
        readers=actors_of(event.mentioned),
        about=event.message_id,
        key=f"event:{event_id}",
    )
