"""Ids of one inbox in the order in which they become visible.

A page asks for what came after the newest id it knows. PostgreSQL hands ids out before a commit: a
writer that commits later could bring a lower one, which nobody would ever ask for. So whoever writes
into an inbox first takes its lock, and holds it until the commit; another one waits, and gets the
higher id. What a reader sees up to an id is all that there will ever be. On SQLite writers are serial.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

_SPACE = 0x1B0C  # tells these advisory locks from others


def inboxes_hold(people: Iterable[int]) -> None:
    """Take the lock of each inbox until the transaction ends, in the order of ids: two deliveries to
    the same people wait for one another and cannot deadlock.
    """
    if connection.vendor != "postgresql":
        return
    keys = sorted({person % 2**31 for person in people})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, key) FROM unnest(%s::int[]) AS key", [_SPACE, keys]
        )
