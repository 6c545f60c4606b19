"""What backend may call: deliver, read the inbox, mark; prefer; post what is due, make digests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from .channels import push_add, push_public_key, robot_add, robot_say, target_remove, targets_of
from .contracts import Message, Notice
from .digests import digest_kind, digest_of, digest_read, digests_make, digests_of
from .inbox import (
    ALL,
    Which,
    archive,
    group_sizes,
    inbox_rows,
    mark_read,
    settle,
    take_back,
    topics_of,
)
from .models import NoticeRow
from .order import inboxes_hold
from .personal import person_forget, person_told
from .posting import bounced, post_due, postings_write
from .preferences import (
    chosen_by,
    frequency_for,
    group_holder,
    habits_keep,
    habits_of,
    mail_resume,
    person_holder,
    prefer,
    preferences_of,
    waiting_for_digest,
    whole,
)
from .pruning import notices_prune
from .push import announce
from .reading import notice_of
from .reconciling import differences
from .setup import configure
from .unsubscribing import ending_of, token_of, unsubscribe

__all__ = [
    "Which",
    "archive",
    "bounced",
    "chosen_by",
    "configure",
    "deliver",
    "differences",
    "digest_kind",
    "digest_of",
    "digest_read",
    "digests_make",
    "digests_of",
    "ending_of",
    "frequency_for",
    "group_holder",
    "group_sizes",
    "habits_keep",
    "habits_of",
    "inbox",
    "mail_resume",
    "mark_read",
    "newest_id",
    "notices_prune",
    "person_forget",
    "person_holder",
    "person_told",
    "post_due",
    "prefer",
    "preferences_of",
    "push_add",
    "push_public_key",
    "robot_add",
    "robot_say",
    "settle",
    "take_back",
    "target_remove",
    "targets_of",
    "token_of",
    "topics_of",
    "unread_count",
    "unsubscribe",
    "waiting_for_digest",
    "whole",
]

PAGE = 50  # notices of one page of an inbox, and the most that one call returns


def deliver(
    *,
    messages: Mapping[int, Message],
    kind: str,
    payload: Mapping[str, object],
    key: str,
    topic: str = "",
) -> Mapping[int, int]:
    """Put a notice into each recipient's inbox and, after commit, tell their open pages. What is sent
    beyond the inbox follows what each of them prefers.

    ``messages`` says who they are, and what the notice says to each; ``topic`` is what they may prefer
    together with other kinds. A recipient who holds a notice of this key gets nothing again. Returns
    the ids of new notices by person.
    It holds the inboxes until the transaction ends (order.py): call it once in one. A socket server
    that is down fails nothing, because open pages also ask for what they missed.
    """
    people, now = set(messages), timezone.now()
    with transaction.atomic():
        inboxes_hold(people)
        held = NoticeRow.objects.filter(recipient__in=people, key=key)
        wanted = sorted(people - set(held.values_list("recipient", flat=True)))
        rows = NoticeRow.objects.bulk_create(
            NoticeRow(
                recipient=person,
                kind=kind,
                topic=topic,
                payload=dict(payload),
                key=key,
                created_at=now,
                words=messages[person].words,
                scopes=list(messages[person].scopes),
                frequency=messages[person].frequency,
                group=messages[person].group,
                weight=messages[person].weight,
            )
            for person in wanted
        )
        postings_write(rows, now)
        if wanted:
            transaction.on_commit(lambda: announce(wanted))
    return {row.recipient: row.pk for row in rows}


def inbox(
    user_id: int,
    *,
    after_id: int = 0,
    before_id: int | None = None,
    limit: int = PAGE,
    which: Which = ALL,
) -> Sequence[Notice]:
    """A person's notices, newest first: those with ``after_id`` < id < ``before_id``; what was put away
    only where ``which`` asks for it."""
    rows = inbox_rows(user_id, which).filter(pk__gt=after_id)
    if before_id is not None:
        rows = rows.filter(pk__lt=before_id)
    return [notice_of(row) for row in rows.order_by("-pk")[: max(0, min(limit, PAGE))]]


def newest_id(user_id: int) -> int:
    """The id of a person's newest notice; 0 without one. Pages ask for what came after it."""
    newest = NoticeRow.objects.filter(recipient=user_id).order_by("-pk")
    return newest.values_list("pk", flat=True).first() or 0


def unread_count(user_id: int) -> int:
    """How many notices a person has neither read nor put away."""
    return inbox_rows(user_id, Which(unread=True)).count()
