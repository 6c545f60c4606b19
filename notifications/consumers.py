"""The socket of an open page: says that something arrived, as id and count, never as text."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from importlib import import_module
from typing import Any

import structlog
from channels.auth import get_user
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings

from . import facade
from .push import group_of, remember_loop, session_mark

log = structlog.get_logger()

CATCH_UP = 15.0  # seconds between looks for what a lost message or another process left
LONGEST = 100  # characters of what a client may say
SIGNED_OUT = 4401  # close code: the page stays, and asks no more
TOO_MANY = 4429  # close code: the person has enough open pages
TOO_LARGE = 1009  # close code: what was said is larger than anything that means something
FLOOD = 64 * 1024  # characters or bytes from which on a client is not worth hearing
SLOW = 5.0  # seconds that a client may take to hear one message
PAUSE = 1.0  # seconds between two questions of a client that are heard
MOST = 20  # sockets of one person in one process; each costs a look every CATCH_UP seconds

_open: Counter[int] = Counter()  # sockets by person


class InboxConsumer(AsyncWebsocketConsumer):  # type: ignore[misc]
    """Serves the session's own user. The client may say ``{"since": id}`` after a lost connection.

    Sends ``{"type": "arrived", "id": newest id, "unread": count}``: at once, whenever either
    changed, and as the answer to "since" where something newer is held.
    """

    async def connect(self) -> None:
        user = self.scope["user"]
        if not user.is_authenticated:
            # Before it is accepted: the handshake itself is refused.
            await self.close(code=SIGNED_OUT)
            return
        if _open[user.pk] >= MOST:
            await self.close(code=TOO_MANY)
            return
        self.user_id: int = user.pk
        _open[self.user_id] += 1
        self.session_key: str = self.scope["session"].session_key
        self.sent: tuple[int, int] | None = None
        self.asked: float | None = None
        remember_loop()
        await self.channel_layer.group_add(group_of(self.user_id), self.channel_name)
        await self.accept()
        self.watch = asyncio.create_task(self._watch())

    async def disconnect(self, code: int) -> None:
        if not hasattr(self, "user_id"):
            return
        _open[self.user_id] -= 1
        if not _open[self.user_id]:
            del _open[self.user_id]
        if hasattr(self, "watch"):
            self.watch.cancel()
            await self.channel_layer.group_discard(group_of(self.user_id), self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """A page that came back says what it saw last; anything else means nothing here."""
        if len(text_data or bytes_data or "") > FLOOD:
            await self.close(code=TOO_LARGE)
            return
        since, now = _since(text_data), time.monotonic()
        if since is None or (self.asked is not None and now - self.asked < PAUSE):
            # Whoever asks without end costs nothing; what came meanwhile is told by the next look.
            return
        self.asked = now
        if await self._still_signed_in():
            state = await self._state()
            if state[0] > since or state != self.sent:
                await self._send(state)

    async def inbox_changed(self, message: dict[str, Any]) -> None:
        """The group's message after a delivery or a reading."""
        await self._look()

    async def inbox_session_ended(self, message: dict[str, Any]) -> None:
        """The group's message at a sign-out; other sessions of the person go on."""
        if message["session"] == session_mark(self.session_key):
            await self.close(code=SIGNED_OUT)

    async def _watch(self) -> None:
        while True:
            try:
                await self._look()
            except Exception:
                # A database that is away for a moment must not end the looking.
                log.exception("inbox_look_failed", user=self.user_id)
            await asyncio.sleep(CATCH_UP)

    async def _look(self) -> None:
        """Send the state where it is new to the client; close where the session ended."""
        if await self._still_signed_in():
            state = await self._state()
            if state != self.sent:
                await self._send(state)

    async def _still_signed_in(self) -> bool:
        """A session that was ended, expired or outlived a password change closes the socket."""
        session = import_module(settings.SESSION_ENGINE).SessionStore(self.session_key)
        user = await get_user({"session": session})
        if user.is_authenticated and user.pk == self.user_id:
            return True
        await self.close(code=SIGNED_OUT)
        return False

    async def _state(self) -> tuple[int, int]:
        state: tuple[int, int] = await database_sync_to_async(_newest_and_unread)(self.user_id)
        return state

    async def _send(self, state: tuple[int, int]) -> None:
        self.sent = state
        arrived = {"type": "arrived", "id": state[0], "unread": state[1]}
        try:
            await asyncio.wait_for(self.send(text_data=json.dumps(arrived)), SLOW)
        except TimeoutError:
            # Its page asks again once it is back; nobody else waits for it.
            log.info("slow_socket_dropped", user=self.user_id)
            await self.close()


def _since(said: str | None) -> int | None:
    """The id in ``{"since": id}``; None for anything else."""
    if not said or len(said) > LONGEST:
        return None
    try:
        content = json.loads(said)
    except ValueError:
        return None
    since = content.get("since") if isinstance(content, dict) else None
    return since if isinstance(since, int) else None


def _newest_and_unread(user_id: int) -> tuple[int, int]:
    return facade.newest_id(user_id), facade.unread_count(user_id)
