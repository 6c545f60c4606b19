"""Stops asking a server that fails, so that nobody waits for what will not come."""

from __future__ import annotations

import random
import threading
import time
from typing import Any

from elastic_transport import Transport, TransportApiResponse, TransportError

FAILURES = 3  # in a row, before the circuit opens
PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds that it stays open: at first, and at most
AWAY = (502, 503, 504)


class CircuitOpen(TransportError):
    """Nothing was sent: the server failed too often just now."""


class Breaker:
    """Open after FAILURES in a row; then one request at a time tries whether the server is back.

    Each failed try doubles the pause, part of which is left to chance: processes that lost a server
    together must not all return at once.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._pause = 0.0
        self._until = 0.0

    def enter(self) -> None:
        """Raise CircuitOpen unless a request may be sent now."""
        with self._lock:
            now = time.monotonic()
            if self._failures < FAILURES:
                return
            if now < self._until:
                raise CircuitOpen(f"not asked for another {self._until - now:.1f} s")
            # This one tries; the others wait for what it finds, or for the next pause's end.
            self._until = now + self._pause

    def passed(self) -> None:
        """The server answered."""
        with self._lock:
            self._failures = 0
            self._pause = 0.0

    def failed(self) -> None:
        """The server did not answer, or not sensibly."""
        with self._lock:
            self._failures += 1
            if self._failures >= FAILURES:
                self._pause = min(LONGEST_PAUSE, 2 * self._pause or PAUSE)
                self._until = time.monotonic() + self._pause * random.uniform(0.5, 1)  # noqa: S311


class GuardedTransport(Transport):
    """The client's transport behind a breaker of its own."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._breaker = Breaker()

    def perform_request(self, *arguments: Any, **options: Any) -> TransportApiResponse:
        """Send the request, retries included. Raises CircuitOpen, TransportError."""
        self._breaker.enter()
        try:
            answer = super().perform_request(*arguments, **options)
        except TransportError:
            self._breaker.failed()
            raise
        if answer.meta.status in AWAY:
            self._breaker.failed()
        else:
            self._breaker.passed()
        return answer
