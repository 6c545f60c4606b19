"""Tells open pages that something arrived: they are woken, and read their own state."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence

import structlog
from asgiref.sync import async_to_sync
from channels.layers import InMemoryChannelLayer, get_channel_layer

log = structlog.get_logger()


class _Home:
    """The server's event loop, once a socket is open in this process.

    The in-memory layer belongs to that one loop: from another thread, as the embedded deliveries
    are, a message would lie in its queue until something else wakes the loop.
    """

    loop: asyncio.AbstractEventLoop | None = None


def remember_loop() -> None:
    """Called by each consumer when it connects."""
    _Home.loop = asyncio.get_running_loop()


def group_of(user_id: int) -> str:
    """The channel group of all open pages of a person."""
    return f"inbox.{user_id}"


def session_mark(session_key: str) -> str:
    """Tells sessions apart without carrying a key through the layer."""
    return hashlib.sha256(session_key.encode()).hexdigest()


def announce(recipients: Sequence[int]) -> None:
    """Wake the recipients' sockets; a layer that is down is logged and fails nothing."""
    _send(recipients, {"type": "inbox.changed"})


def sign_out(user_id: int, session_key: str) -> None:
    """Close the sockets of a session that ends."""
    _send([user_id], {"type": "inbox.session_ended", "session": session_mark(session_key)})


def _send(recipients: Sequence[int], message: dict[str, object]) -> None:
    layer = get_channel_layer()
    if layer is None:
        return

    async def send_all() -> None:
        for person in recipients:
            await layer.group_send(group_of(person), message)

    try:
        if isinstance(layer, InMemoryChannelLayer):
            loop = _Home.loop
            # Without a socket in this process there is nobody to wake.
            if loop is not None and not loop.is_closed():
                asyncio.run_coroutine_threadsafe(send_all(), loop)
        else:
            async_to_sync(send_all)()
    except Exception:
        # The rows are saved; pages find them at their next look.
        log.exception("push_failed", recipients=len(recipients))
