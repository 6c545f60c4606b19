"""Writes of stored versions."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.errors import NotPermitted, Stale
from backend.core.outbox import publish
from backend.core.subjects import Act, subject_for

from .events import VersionRestored
from .models import StoredVersion
from .registry import kind_of
from .selectors import version_of, versions_kept_of


def version_keep(
    *,
    subject: str,
    subject_id: int,
    content: dict[str, Any],
    changed_by_id: int | None,
    before: dict[str, Any],
    before_by_id: int | None,
    before_since: datetime,
) -> None:
    """Keep what a subject says from now on, in the transaction and under the lock of its change.

    ``before`` is what it said until now: where nothing was kept so far, that becomes version 1. What
    says the same as before is not kept.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("keep a version inside its transaction")
    if _plain(content) == _plain(before):
        return
    held = StoredVersion.objects.filter(subject=subject, subject_id=subject_id)
    last = held.order_by("-number").values_list("number", flat=True).first()
    rows = [(content, changed_by_id, timezone.now())]
    if last is None:
        rows.insert(0, (before, before_by_id, before_since))
    StoredVersion.objects.bulk_create(
        StoredVersion(
            subject=subject,
            subject_id=subject_id,
            number=number,
            content=said,
            changed_by_id=by,
            said_since=since,
        )
        for number, (said, by, since) in enumerate(rows, (last or 0) + 1)
    )


def version_restore(*, actor: Actor, subject: str, subject_id: int, number: int, seen: int) -> None:
    """Let a subject say again what it said in a version. ``seen`` is the newest one the actor saw.

    Raises NotFound, NotPermitted, Stale where a newer version exists, and what the subject's own service
    raises: ValidationError by field where the old content is not right any more.
    """
    with transaction.atomic():
        found = subject_for(actor, subject, subject_id)
        if actor.user_id is None or Act.RESTORE not in found.acts:
            raise NotPermitted(_("You may not restore versions here."))
        version = version_of(found, number)
        newest = versions_kept_of(found).first()
        if newest is not None and newest.number != seen:
            raise Stale(
                _("There is a newer version in the meantime; compare again."),
                changed_by=str(newest.changed_by or ""),
                changed_at=newest.said_since,
                revision=newest.number,
            )
        kind_of(subject).restore(actor, subject_id, version.content)
        publish(
            VersionRestored(
                version_id=version.pk, about=subject, about_id=subject_id, number=number
            ),
            actor_id=actor.user_id,
        )


def _plain(content: dict[str, Any]) -> Any:
    """As the database gives it back: dates and decimals are text, tuples lists."""
    return json.loads(json.dumps(content, cls=DjangoJSONEncoder))
