"""Tells open pages that something arrived: ids and counts, never text."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

log = structlog.get_logger()


def group_of(user_id: int) -> str:
    """The channel group of all open pages of a person."""
    return f"inbox.{user_id}"


def announce(recipients: Sequence[int]) -> None:
    """Wake the recipients' sockets, which read their own state; a layer that is down is logged."""
    _send(recipients, {"type": "inbox.changed"})


def sign_out(user_id: int) -> None:
    """Let the person's sockets check whether their session still stands."""
    _send([user_id], {"type": "inbox.session_ended"})


def _send(recipients: Sequence[int], message: dict[str, object]) -> None:
    layer = get_channel_layer()
    if layer is None:
        return

    async def send_all() -> None:
        for person in recipients:
            await layer.group_send(group_of(person), message)

    try:
        async_to_sync(send_all)()
    except Exception:
        # The rows are saved; pages find them at their next catch-up.
        log.exception("push_failed", recipients=len(recipients))
