"""Rows of the inbox as what crosses the border."""

from __future__ import annotations

from .contracts import Notice
from .models import NoticeRow


def notice_of(row: NoticeRow) -> Notice:
    """A row as its reader's notice."""
    return Notice(
        id=row.pk,
        recipient=row.recipient,
        kind=row.kind,
        payload=row.payload,
        words=row.words,
        created_at=row.created_at,
        read_at=row.read_at,
        archived_at=row.archived_at,
        topic=row.topic,
        group=row.group,
        weight=row.weight,
    )
