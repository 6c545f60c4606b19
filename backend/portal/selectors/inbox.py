"""The inbox as its page shows it: what belongs together as one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from backend.accounts.actors import Actor
from backend.core.notices import RenderedNotice, group_words, kinds_by_topic, notices_render
from notifications import facade as notifications
from notifications.contracts import Notice

SHOWN = 3  # of a group, the best


@dataclass(frozen=True, slots=True)
class Row:
    """One notice, or several unread ones of a group under ``words``; ``more`` are not shown."""

    notices: Sequence[RenderedNotice]
    words: str = ""
    more: int = 0
    ids: Sequence[int] = ()

    @property
    def first(self) -> RenderedNotice:
        """The only one, or the best."""
        return self.notices[0]


def inbox_entries(actor: Actor, found: Sequence[Notice], *, grouped: bool) -> list[Row]:
    """Rows in the order of the newest of each, within what the actor may know."""
    together: dict[str, list[RenderedNotice]] = {}
    for notice in notices_render(found, actor):
        own = grouped and notice.unread and notice.group and notice.url
        together.setdefault(notice.group if own else f"alone:{notice.id}", []).append(notice)
    sizes = notifications.group_sizes(actor.person, [key for key in together if key])
    return [_row(notices, sizes.get(key, 1)) for key, notices in together.items()]


def _row(notices: list[RenderedNotice], size: int) -> Row:
    if len(notices) == 1:
        return Row(notices, ids=[notices[0].id])
    best = sorted(notices, key=lambda notice: -notice.weight)
    words = group_words(best[0].kind, best[0].group_words, size)
    return Row(best[:SHOWN], words, max(0, size - SHOWN), [each.id for each in notices])


def topics_chosen(actor: Actor) -> list[tuple[str, object]]:
    """The topics of which the actor has notices, by name and words."""
    words = {topic.name: topic.words for topic, _kinds in kinds_by_topic()}
    return [(name, words[name]) for name in notifications.topics_of(actor.person) if name in words]
