"""A person's inbox: which part of it, reading, putting away, and taking either back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from .models import NoticeRow
from .push import announce


@dataclass(frozen=True, slots=True)
class Which:
    """A part of the inbox: of a topic, of a group, what is unread, what was put away instead."""

    topic: str = ""
    group: str = ""
    unread: bool = False
    archived: bool = False


ALL = Which()


def inbox_rows(user_id: int, which: Which = ALL) -> QuerySet[NoticeRow]:
    """That part, in no order."""
    rows = NoticeRow.objects.filter(recipient=user_id, archived_at__isnull=not which.archived)
    if which.topic:
        rows = rows.filter(topic=which.topic)
    if which.group:
        rows = rows.filter(group=which.group)
    if which.unread:
        rows = rows.filter(read_at__isnull=True)
    return rows


def topics_of(user_id: int) -> list[str]:
    """The topics of which a person has notices, those of the newest first."""
    rows = NoticeRow.objects.filter(recipient=user_id).values("topic")
    return [row["topic"] for row in rows.annotate(newest=Max("pk")).order_by("-newest")]


def group_sizes(user_id: int, groups: Collection[str]) -> dict[str, int]:
    """How many unread notices of each group lie in the inbox."""
    rows = inbox_rows(user_id, Which(unread=True)).filter(group__in=groups)
    counted = rows.values_list("group").annotate(n=Count("pk")).order_by()
    return {group: int(n) for group, n in counted}


def mark_read(user_id: int, ids: Iterable[int] | None, *, at: datetime | None = None) -> int:
    """Mark these notices of the person as read, or all with None; return how many changed.

    ``at`` is what ``take_back`` is told to undo it. Other open pages learn the new count after commit.
    """
    unread = NoticeRow.objects.filter(recipient=user_id, read_at__isnull=True)
    return _change(user_id, unread, ids, read_at=at or timezone.now())


def settle(keys: Collection[str]) -> int:
    """Mark as read what anybody holds of these keys: what it told of is over. Returns how many."""
    rows = NoticeRow.objects.filter(key__in=keys, read_at__isnull=True)
    with transaction.atomic():
        people = sorted(set(rows.values_list("recipient", flat=True)))
        changed = rows.update(read_at=timezone.now())
        if people:
            transaction.on_commit(lambda: announce(people))
    return changed


def archive(user_id: int, ids: Iterable[int] | None, *, at: datetime | None = None) -> int:
    """Put these notices of the person away, or with None all that were read; return how many.

    What was put away counts as unread no more, and is sent no more.
    """
    here = inbox_rows(user_id)
    if ids is None:
        here = here.filter(read_at__isnull=False)
    return _change(user_id, here, ids, archived_at=at or timezone.now())


def take_back(user_id: int, at: datetime) -> int:
    """Undo what was marked as read or put away at that instant; return how many notices changed."""
    mine = NoticeRow.objects.filter(recipient=user_id)
    read = _change(user_id, mine.filter(read_at=at), None, read_at=None)
    return read + _change(user_id, mine.filter(archived_at=at), None, archived_at=None)


def _change(
    user_id: int, rows: QuerySet[NoticeRow], ids: Iterable[int] | None, **to: datetime | None
) -> int:
    with transaction.atomic():
        if ids is not None:
            rows = rows.filter(pk__in=list(ids))
        changed = rows.update(**to)
        if changed:
            transaction.on_commit(lambda: announce([user_id]))
    return changed
