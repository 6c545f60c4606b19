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
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from notifications import facade
from notifications.contracts import File, Frequency, Message, Notice, Words


class Importance(StrEnum):
    """How much a notice matters to its reader. Where nobody chose otherwise, news waits for the daily
    digest, the rest is mailed at once."""

    TURN = "turn"  # somebody waits for the reader
    RESULT = "result"  # something came of it, good or bad
    NEWS = "news"


# By importance: how much a notice is worth beside others, from 0 to 1.
WEIGHTS = {Importance.TURN: 0.9, Importance.RESULT: 0.6, Importance.NEWS: 0.3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Kinds that people prefer as one; ``name`` stands in rows and never changes."""

    name: str
    words: object


OTHER = Topic(name="other", words=gettext_lazy("Everything else"))


@dataclass(frozen=True, slots=True)
class Group:
    """What several notices of a kind have in common: a key, and what they are for in words."""

    key: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A kind of thing that notices speak of.

    ``read(reader, ids)`` gives what the reader may know of today, by id. ``title`` is stored with a
    notice; where ``narrowed`` says that the reader may know less than the whole, today's title stands
    in its place. ``template`` shows the thing as it is now, below the notice, as ``thing``;
    ``reason`` says in a line why it is worth reading, where there is no page.
    ``scopes`` are what people may prefer by, the narrowest first ("listing:7", "organisation:3");
    notices of one ``group`` are told as one, under its words. ``over`` says what became of a thing of
    which nothing that was told still holds.
    """

    name: str
    read: Callable[[Any, Collection[int]], Mapping[int, Any]]
    url: Callable[[Any], str]
    title: Callable[[Any], str] = lambda thing: ""
    narrowed: Callable[[Any], bool] = lambda thing: False
    template: str = ""
    reason: Callable[[Any], str] = lambda thing: ""
    topic: Topic = OTHER
    scopes: Callable[[Any, Any], Sequence[str]] = lambda thing, reader: ()
    group: Callable[[Any, Any], Group | None] = lambda thing, reader: None
    over: Callable[[Any], str] = lambda thing: ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeKind:
    """What a notice says, of what, and how much it matters.

    ``sentence(thing, payload)`` says it in one line, ``detail`` in a second one in place of the
    thing's title; ``mail`` is what a mail adds: what the reader may do. ``label`` names the kind where
    people choose how often they get it; ``grouped(n)`` says how many there are where several are told
    as one. ``frequency`` follows the importance where a kind gives none. ``weight`` is what a notice is
    worth beside others, 0 to 1. ``file`` is what the mail carries of the thing as it is then; such a
    mail goes out though the notice was read. ``name`` stands in rows and never changes.
    """

    name: str
    about: About
    importance: Importance
    sentence: Callable[[Any, Mapping[str, Any]], str]
    detail: Callable[[Any, Mapping[str, Any]], str] | None = None
    label: object = ""
    grouped: Callable[[int], str] | None = None
    mail: object = ""
    frequency: Callable[[Any], Frequency] | None = None
    weight: Callable[[Any], float] | None = None
    file: Callable[[Any], File] | None = None
    tone: str = ""

    @property
    def usual(self) -> Frequency:
        """How often it is sent beyond the inbox where nobody chose."""
        return Frequency.DAILY if self.importance == Importance.NEWS else Frequency.ONCE

    def frequency_of(self, thing: Any) -> Frequency:
        """The same for one thing."""
        return self.frequency(thing) if self.frequency else self.usual

    def weight_of(self, thing: Any) -> float:
        """What a notice of this thing is worth beside others."""
        return self.weight(thing) if self.weight else WEIGHTS[self.importance]

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
    label: str = ""
    action: str = ""
    reason: str = ""
    group: str = ""
    group_words: str = ""
    weight: float = 0.0
    archived: bool = False

    @property
    def file(self) -> File | None:
        """What a mail carries of it."""
        kind = notice_kind(self.kind)
        return kind.file(self.thing) if kind and kind.file and self.thing is not None else None


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
    messages = {}
    for reader in readers:
        thing = kind.about.read(reader, [about]).get(about)
        if thing is not None:
            messages[reader.person] = _message(kind, thing, reader, held)
    new = facade.deliver(
        messages=messages, kind=kind.name, topic=kind.about.topic.name, payload=held, key=key
    )
    return len(new)


def _message(kind: NoticeKind, thing: Any, reader: Any, payload: Mapping[str, Any]) -> Message:
    group = kind.about.group(thing, reader) if kind.grouped else None
    return Message(
        words=_in_each_language(kind, thing, payload, group),
        scopes=kind.about.scopes(thing, reader),
        frequency=kind.frequency_of(thing),
        group=f"{kind.name}:{group.key}" if group else "",
        weight=kind.weight_of(thing),
    )


def notice_kind(name: str) -> NoticeKind | None:
    """The kind of this name; None where no app has it any more."""
    return _KINDS.get(name)


def kinds_by_topic() -> list[tuple[Topic, list[NoticeKind]]]:
    """All kinds, each topic with its own in the order of their registration, "other" last."""
    found: dict[Topic, list[NoticeKind]] = {}
    for kind in _KINDS.values():
        found.setdefault(kind.about.topic, []).append(kind)
    return sorted(found.items(), key=lambda each: each[0] is OTHER)


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
        archived=notice.archived_at is not None,
        sentence=_("Something you can no longer see."),
    )
    kind = notice_kind(notice.kind)
    if kind is None:
        return rendered
    label = str(kind.label or kind.about.topic.words)
    thing = known[kind.about].get(_about(kind, notice))
    if thing is None:
        hidden = _("“%(kind)s”: you can no longer see what this notice was about.") % {
            "kind": label
        }
        return replace(rendered, sentence=hidden, label=label)
    if over := kind.about.over(thing):
        return replace(
            rendered,
            sentence=_("%(kind)s, no longer open: %(over)s") % {"kind": label, "over": over},
            detail=kind.about.title(thing),
            url=kind.about.url(thing),
            label=label,
        )
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
        label=label,
        action=str(kind.mail),
        reason=kind.about.reason(thing),
        group=notice.group,
        group_words=said.get("group", ""),
        weight=notice.weight,
    )


def _about(kind: NoticeKind, notice: Notice) -> int:
    return int(str(notice.payload[kind.about.name]))


def group_words(kind: str, words: str, count: int) -> str:
    """How several notices of a kind are told as one, in the language in force."""
    found = notice_kind(kind)
    if found is None or found.grouped is None:
        return words
    return _("%(many)s for %(what)s") % {"many": found.grouped(count), "what": words}


def _in_each_language(
    kind: NoticeKind, thing: Any, payload: Mapping[str, Any], group: Group | None
) -> Words:
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = kind.words(thing, payload)
            if group is not None:
                said[language]["group"] = group.words
    return said
