"""What people are told of conversations."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.core.errors import NotFound
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register
from backend.core.subjects import Subject

from .models import Message
from .selectors import message_for

QUOTED = 60  # characters


@dataclass(frozen=True, slots=True)
class Said:
    """A message and what it is about, as its reader may know them."""

    message: Message
    about: Subject


def _known(actor: Actor, ids: Collection[int]) -> Mapping[int, Said]:
    """Without those that were withdrawn: their words are shown no more."""
    found = {}
    for pk in ids:
        try:
            message, about = message_for(actor, pk)
        except NotFound:
            continue
        if message.withdrawn_at is None:
            found[pk] = Said(message, about)
    return found


def _words(said: Said) -> dict[str, str]:
    text = Truncator(" ".join(said.message.text.split())).chars(QUOTED)
    return {"who": said.message.author.name, "text": text}


def _written(said: Said, payload: Mapping[str, Any]) -> str:
    return _("%(who)s wrote: %(text)s") % _words(said)


def _mentioned(said: Said, payload: Mapping[str, Any]) -> str:
    return _("%(who)s mentioned you: %(text)s") % _words(said)


MESSAGES = Topic(name="messages", words=gettext_lazy("Messages"))
MESSAGE = About(
    name="message",
    read=_known,
    url=lambda said: f"{said.about.url}#message-{said.message.pk}",
    title=lambda said: str(said.about.title),
    topic=MESSAGES,
)
WRITTEN = NoticeKind(
    name="message_written",
    label=gettext_lazy("A message is written"),
    about=MESSAGE,
    importance=Importance.NEWS,
    sentence=_written,
)
MENTIONED = NoticeKind(
    name="message_mentioned",
    label=gettext_lazy("I am mentioned in a message"),
    about=MESSAGE,
    importance=Importance.TURN,
    sentence=_mentioned,
    tone="wait",
)

notices_register(WRITTEN, MENTIONED)
