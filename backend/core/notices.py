"""Kinds of notices. An app declares its own in ``<app>/notices.py``, imported by its
``AppConfig.ready``, and sends them from its reactions; the inbox renders whatever was registered.

What a notice said is stored with it, in each language of the product, as its reader might know it then:
amounts and titles that change later rewrite nothing. Whether the reader may still know of it is asked
at each reading. A reader is accounts' Actor, of which this layer knows the id alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from notifications import facade
from notifications.contracts import Notice, Words

from .events import NoticeSent
from .outbox import publish


class Channel(StrEnum):
    """Where a notice goes, beside the inbox."""

    MAIL = "mail"


class Importance(StrEnum):
    """How much a notice matters to its reader; news waits in the inbox, the rest is mailed too."""

    TURN = "turn"  # somebody waits for the reader
    RESULT = "result"  # something came of it, good or bad
    NEWS = "news"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A kind of thing that notices speak of.

    ``read(reader, ids)`` gives what the reader may know of today, by id. ``title`` is stored with a
    notice; where ``narrowed`` says that the reader may know less than the whole, today's title stands
    in its place. ``template`` shows the thing as it is now, below the notice, as ``thing``.
    """

    name: str
    read: Callable[[Any, Collection[int]], Mapping[int, Any]]
    url: Callable[[Any], str]
    title: Callable[[Any], str] = lambda thing: ""
    narrowed: Callable[[Any], bool] = lambda thing: False
    template: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailFile:
    """A file that a mail carries; ``type`` is its MIME type with parameters."""

    name: str
    content: bytes
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeKind:
    """What a notice says, of what, and how much it matters.

    ``sentence(thing, payload)`` says it in one line, ``detail`` in a second one in place of the
    thing's title; ``mail`` is what a mail adds: what the reader may do. ``channels`` follow the
    importance where a kind names none. ``file`` is what the mail carries of the thing as it is then;
    such a mail goes out though the notice was read. ``name`` stands in rows and never changes.
    """

    name: str
    about: About
    importance: Importance
    sentence: Callable[[Any, Mapping[str, Any]], str]
    detail: Callable[[Any, Mapping[str, Any]], str] | None = None
    mail: object = ""
    channels: frozenset[Channel] | None = None
    file: Callable[[Any], MailFile] | None = None
    tone: str = ""

    @property
    def mailed(self) -> bool:
        """Whether it goes by mail too."""
        if self.channels is not None:
            return Channel.MAIL in self.channels
        return self.importance != Importance.NEWS

    def words(self, thing: Any, payload: Mapping[str, Any]) -> dict[str, str]:
        """What it says in the language in force."""
        detail = self.detail(thing, payload) if self.detail else self.about.title(thing)
        return {"sentence": self.sentence(thing, payload), "detail": detail}


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedNotice:
    """A notice as its reader sees it; ``thing`` is shown by ``template``, as it is now."""

    id: int
    kind: str
    when: datetime
    unread: bool
    sentence: str
    detail: str = ""
    url: str = ""
    tone: str = ""
    importance: str = Importance.NEWS
    template: str = ""
    thing: Any = None


_KINDS: dict[str, NoticeKind] = {}


def notices_register(*kinds: NoticeKind) -> None:
    """Take an app's kinds. Raises ValueError where two share a name."""
    for kind in kinds:
        if _KINDS.setdefault(kind.name, kind) is not kind:
            raise ValueError(f"two kinds of notices are called {kind.name}")


def notice_send(
    kind: NoticeKind,
    *,
    readers: Iterable[Any],
    about: int,
    key: str,
    payload: Mapping[str, Any] | None = None,
) -> int:
    """Tell each reader who may know of the thing; return how many notices are new.

    ``about`` is its id, ``payload`` what else the words need. Of one ``key`` nobody is told twice.
    """
    held = {**(payload or {}), kind.about.name: about}
    said = {}
    for reader in readers:
        thing = kind.about.read(reader, [about]).get(about)
        if thing is not None:
            said[reader.person] = _in_each_language(kind, thing, held)
    with transaction.atomic():
        new = facade.deliver(words=said, kind=kind.name, payload=held, key=key)
        if kind.mailed:
            for person, notice in new.items():
                publish(NoticeSent(person_id=person, notice_id=notice), actor_id=None)
    return len(new)


def notice_kind(name: str) -> NoticeKind | None:
    """The kind of this name; None where no app has it any more."""
    return _KINDS.get(name)


def notices_render(notices: Sequence[Notice], reader: Any) -> list[RenderedNotice]:
    """Notices as they were said, in the reader's language, within what they may know today."""
    wanted: dict[About, set[int]] = {}
    for notice in notices:
        if kind := notice_kind(notice.kind):
            wanted.setdefault(kind.about, set()).add(_about(kind, notice))
    known = {about: about.read(reader, sorted(ids)) for about, ids in wanted.items()}
    return [_render(notice, known) for notice in notices]


def _render(notice: Notice, known: Mapping[About, Mapping[int, Any]]) -> RenderedNotice:
    rendered = RenderedNotice(
        id=notice.id,
        kind=notice.kind,
        when=notice.created_at,
        unread=notice.read_at is None,
        sentence=_("Something you can no longer see."),
    )
    kind = notice_kind(notice.kind)
    thing = known[kind.about].get(_about(kind, notice)) if kind else None
    if kind is None or thing is None:
        return rendered
    said = notice.words.get(get_language() or "") or next(iter(notice.words.values()))
    return replace(
        rendered,
        sentence=said["sentence"],
        detail=kind.about.title(thing) if kind.about.narrowed(thing) else said["detail"],
        url=kind.about.url(thing),
        tone=kind.tone,
        importance=kind.importance,
        template=kind.about.template,
        thing=thing,
    )


def _about(kind: NoticeKind, notice: Notice) -> int:
    return int(str(notice.payload[kind.about.name]))


def _in_each_language(kind: NoticeKind, thing: Any, payload: Mapping[str, Any]) -> Words:
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = kind.words(thing, payload)
    return said
