"""Bounds the bodies of requests before anything of them is kept.

Django's ASGI handler writes the whole body to a file before it asks who sends it. So here: strangers
send no more than a form or a JSON body needs, and only a running session may send files.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import cookies
from importlib import import_module
from typing import Any

from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth import SESSION_KEY

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Any, Any, Any], Awaitable[None]]

TOO_LARGE = b'{"type": "urn:tiqiao:problem:too_large", "title": "Too large", "status": 413}\n'


class BodyLimit:
    """Answers 413 to a request whose body is larger than its sender may send."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        body = _Body(scope, receive, send)
        if await body.allows(body.announced):
            await self.application(scope, body.receive, body.send)
        if body.refused and not body.answered:
            await _refuse(send)


class _Body:
    """One request's body as it comes in."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope, self._receive, self._send = scope, receive, send
        self.headers = {name.lower(): value for name, value in scope["headers"]}
        told = self.headers.get(b"content-length", b"0")
        self.announced = int(told[:18]) if told.isdigit() else 0
        self.received = 0
        self.signed_in: bool | None = None
        self.refused = self.answered = False

    async def allows(self, size: int) -> bool:
        """Whether this sender may send so much; once refused, always."""
        if size > settings.BODY_MAX_BYTES and self.signed_in is None:
            self.signed_in = await _signed_in(self.headers.get(b"cookie", b""))
        most = settings.FILES_BODY_MAX_BYTES if self.signed_in else settings.BODY_MAX_BYTES
        self.refused = self.refused or size > most
        return not self.refused

    async def receive(self) -> dict[str, Any]:
        """The next part; where there is too much the reader is told that the sender has gone."""
        message = await self._receive()
        self.received += len(message.get("body", b""))
        if not await self.allows(self.received):
            return {"type": "http.disconnect"}
        return message

    async def send(self, message: dict[str, Any]) -> None:
        """The application's answer."""
        self.answered = True
        await self._send(message)


async def _signed_in(header: bytes) -> bool:
    jar: cookies.SimpleCookie = cookies.SimpleCookie()
    try:
        jar.load(header.decode("latin-1"))
    except cookies.CookieError:
        return False
    if settings.SESSION_COOKIE_NAME not in jar:
        return False
    key = jar[settings.SESSION_COOKIE_NAME].value
    store = import_module(settings.SESSION_ENGINE).SessionStore(key)
    found: bool = await database_sync_to_async(lambda: SESSION_KEY in store)()
    return found


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"application/problem+json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": TOO_LARGE})
