"""What backend may call: deliver, read the inbox, count and mark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from .contracts import Notice, Words
from .models import NoticeRow
from .order import inboxes_hold
from .push import announce

PAGE = 50  # notices of one page of an inbox, and the most that one call returns


def deliver(
    *, words: Mapping[int, Words], kind: str, payload: Mapping[str, object], key: str
) -> Mapping[int, int]:
    """Put a notice into each recipient's inbox and, after commit, tell their open pages.

    ``words`` says who they are, and what the notice says to each.

    A recipient who holds a notice of this key gets nothing again. Returns the ids of new notices by
    person.
    It holds the inboxes until the transaction ends (order.py): call it once in one. A socket server
    that is down fails nothing, because open pages also ask for what they missed.
    """
    people = set(words)
    with transaction.atomic():
        inboxes_hold(people)
        held = NoticeRow.objects.filter(recipient__in=people, key=key)
        wanted = sorted(people - set(held.values_list("recipient", flat=True)))
        rows = NoticeRow.objects.bulk_create(
            NoticeRow(
                recipient=person, kind=kind, payload=dict(payload), words=words[person], key=key
            )
            for person in wanted
        )
        if wanted:
            transaction.on_commit(lambda: announce(wanted))
    return {row.recipient: row.pk for row in rows}


def inbox(
    user_id: int, *, after_id: int = 0, before_id: int | None = None, limit: int = PAGE
) -> Sequence[Notice]:
    """A person's notices, newest first: those with ``after_id`` < id < ``before_id``."""
    rows = NoticeRow.objects.filter(recipient=user_id, pk__gt=after_id)
    if before_id is not None:
        rows = rows.filter(pk__lt=before_id)
    return [_notice(row) for row in rows.order_by("-pk")[: max(0, min(limit, PAGE))]]


def newest_id(user_id: int) -> int:
    """The id of a person's newest notice; 0 without one. Pages ask for what came after it."""
    return (
        NoticeRow.objects.filter(recipient=user_id)
        .order_by("-pk")
        .values_list("pk", flat=True)
        .first()
        or 0
    )


def unread_count(user_id: int) -> int:
    """How many notices a person has not read."""
    return NoticeRow.objects.filter(recipient=user_id, read_at__isnull=True).count()


def mark_read(user_id: int, ids: Iterable[int] | None) -> int:
    """Mark these notices of the person as read, or all with None; return how many changed.

    Their other open pages learn the new count after commit.
    """
    with transaction.atomic():
        rows = NoticeRow.objects.filter(recipient=user_id, read_at__isnull=True)
        if ids is not None:
            rows = rows.filter(pk__in=list(ids))
        changed = rows.update(read_at=timezone.now())
        if changed:
            transaction.on_commit(lambda: announce([user_id]))
    return changed


def _notice(row: NoticeRow) -> Notice:
    return Notice(
        id=row.pk,
        recipient=row.recipient,
        kind=row.kind,
        payload=row.payload,
        words=row.words,
        created_at=row.created_at,
        read_at=row.read_at,
    )
