"""What whoever keeps the processes running asks them: /livez and /readyz, and the workers' file.

Both answer before hosts, redirects and sessions are looked at: a probe comes by address, without TLS.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

from channels.db import database_sync_to_async
from django.conf import settings
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from backend.discovery.services import encoder_is_ready

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Any, Any, Any], Awaitable[None]]


class Probes:
    """Answers /livez and /readyz; all else is the application's."""

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/livez":
            # Nothing is touched: a database that is down is no reason to restart the process.
            await _answer(send, {})
        elif scope["path"] == "/readyz":
            await _answer(send, await database_sync_to_async(lacking)())
        else:
            await self.application(scope, receive, send)


def lacking() -> dict[str, str]:
    """What this process lacks to serve, by name; empty where it is ready.

    The encoder counts only where this process also matches: pages go by words until it is there.
    """
    found = {}
    try:
        behind = migrations_missing()
        if behind:
            found["migrations"] = f"{len(behind)} to apply, {behind[0]} first"
    except (OperationalError, DatabaseError) as error:
        found["database"] = type(error).__name__
    else:
        if settings.DISPATCH == "thread" and not encoder_is_ready():
            found["encoder"] = "is being loaded"
    return found


def migrations_missing() -> list[str]:
    """``app.name`` of each migration that this release has and the database lacks, in no order.

    What the database has beyond them belongs to a later release, which this one must bear.
    Raises DatabaseError where the database does not answer.
    """
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(".".join(key) for key in _migrations_of_release() if key not in applied)


@cache
def _migrations_of_release() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def probes_warm_up() -> None:
    """Read the release's migrations before the first probe asks."""
    _migrations_of_release()


async def _answer(send: Send, lacks: dict[str, str]) -> None:
    body = json.dumps({"ready": not lacks, "lacks": lacks} if lacks else {"ready": True})
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    status = 503 if lacks else 200
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body.encode()})
