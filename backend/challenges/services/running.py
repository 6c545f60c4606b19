"""Who runs a call moves it on; the clock closes it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from backend.accounts.actors import Actor
from backend.challenges.lifecycle import CALL, ENTRY
from backend.challenges.models import INCOMPLETE, Call, Entry
from backend.challenges.selectors import call_locked
from backend.core.lifecycles import advance, moving


def call_justify(
    *, actor: Actor, call_id: int, expected_revision: int | None = None, note: str
) -> Call:
    """Keep what experts found. Raises as ``moving``."""
    with moving(
        CALL, "justify", call_id, actor=actor, expected_revision=expected_revision, note=note
    ) as call:
        return call


def call_post(*, actor: Actor, call_id: int, expected_revision: int | None = None) -> Call:
    """Post it: everybody may read it and enter. Raises as ``moving``."""
    with moving(CALL, "post", call_id, actor=actor, expected_revision=expected_revision) as call:
        call.posted_at = timezone.now()
    return call


def call_close(*, call_id: int) -> bool:
    """Close one whose deadline is over; whether it was open. Repeatable."""
    with transaction.atomic():
        call = call_locked(call_id)
        if call.state != Call.State.POSTED or not call.passed:
            return False
        advance(CALL, "close", call, actor_id=None)
        if not call.terms.sealed:
            entries_settle(call, actor_id=None)
    return True


def entries_settle(call: Call, *, actor_id: int | None) -> None:
    """Of a locked call whose entries are open from now on: consortia that are not complete fall away,
    the others get the codes by which reviewers know them, in an order drawn by chance."""
    entries = list(call.entries.filter(state=Entry.State.HANDED_IN).order_by("pk"))
    for entry in entries:
        if entry.members.filter(confirmed_at__isnull=True).exists():
            entry.note = INCOMPLETE
            advance(ENTRY, "exclude", entry, actor_id=actor_id)
    entries_number(call, (entry for entry in entries if entry.live))


def entries_number(call: Call, entries: Iterable[Entry]) -> None:
    """Give codes to those that have none."""
    fresh = [entry for entry in entries if not entry.code]
    secrets.SystemRandom().shuffle(fresh)
    taken = call.entries.exclude(code="").count()
    for number, entry in enumerate(fresh, taken + 1):
        entry.code = f"{number:03d}"
        entry.save(update_fields=["code", "updated_at"])


def call_review(*, actor: Actor, call_id: int, expected_revision: int | None = None) -> Call:
    """Begin the review. Raises as ``moving``."""
    with moving(CALL, "review", call_id, actor=actor, expected_revision=expected_revision) as call:
        call.phase = 0
    return call


def phase_next(*, actor: Actor, call_id: int, expected_revision: int | None = None) -> Call:
    """Go on to the next phase of the review. Raises as ``moving``."""
    with moving(
        CALL, "next_phase", call_id, actor=actor, expected_revision=expected_revision
    ) as call:
        call.phase += 1
    return call


def call_reconsider(
    *, actor: Actor, call_id: int, expected_revision: int | None = None, note: str
) -> Call:
    """Take the public notice back after an objection. Raises as ``moving``."""
    with moving(
        CALL, "reconsider", call_id, actor=actor, expected_revision=expected_revision, note=note
    ) as call:
        call.notice_until = None
        call.entries.update(proposed=False, prize="")
    return call


def call_complete(
    *, actor: Actor, call_id: int, expected_revision: int | None = None, note: str
) -> Call:
    """What was asked for is accepted. Raises as ``moving``."""
    with moving(
        CALL, "complete", call_id, actor=actor, expected_revision=expected_revision, note=note
    ) as call:
        return call


def call_absolve(
    *,
    actor: Actor,
    call_id: int,
    expected_revision: int | None = None,
    reason: str,
    note: str,
) -> Call:
    """End it without the result and without blame. Raises as ``moving``."""
    return _ended("absolve", actor, call_id, expected_revision, reason, note)


def call_fail(
    *,
    actor: Actor,
    call_id: int,
    expected_revision: int | None = None,
    reason: str,
    note: str = "",
) -> Call:
    """Nobody is awarded. Raises as ``moving``."""
    return _ended("fail", actor, call_id, expected_revision, reason, note)


def call_cancel(
    *,
    actor: Actor,
    call_id: int,
    expected_revision: int | None = None,
    reason: str,
    note: str = "",
) -> Call:
    """Call it off; what is sealed is never opened. Raises as ``moving``."""
    return _ended("cancel", actor, call_id, expected_revision, reason, note)


def _ended(
    act: str, actor: Actor, call_id: int, revision: int | None, reason: str, note: str
) -> Call:
    with moving(
        CALL,
        act,
        call_id,
        actor=actor,
        expected_revision=revision,
        reason=reason,
        note=note,
    ) as call:
        return call


def entry_exclude(
    *, actor: Actor, entry_id: int, expected_revision: int | None = None, note: str
) -> Entry:
    """Exclude an entry that does not meet the conditions. Raises as ``moving``."""
    with moving(
        ENTRY, "exclude", entry_id, actor=actor, expected_revision=expected_revision, note=note
    ) as entry:
        return entry
