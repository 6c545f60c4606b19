"""Starts deliveries after a commit, and the schedule: by Celery, or by a thread of this process."""

from __future__ import annotations

import threading
import time

import structlog
from django.conf import settings
from django.db import close_old_connections

from backend.core.dispatcher import deliver_due, release_leases

from .schedule import SCHEDULE

log = structlog.get_logger()

_work = threading.Event()


def wake(queues: frozenset[str]) -> None:
    """Called after each commit that published something with reactions."""
    if settings.DISPATCH == "celery":
        from .celery import drain

        for queue in sorted(queues):
            drain.apply_async(kwargs={"queue": queue}, queue=queue, expires=60)
    else:
        _work.set()


class DeliveryThread:
    """Dispatcher and schedule of the embedded way to run; the ASGI lifespan starts and stops it."""

    SWEEP = 2.0  # seconds between looks for rows that another process wrote

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="delivery", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        _work.set()
        self._thread.join(timeout=10)

    def _run(self) -> None:
        # This thread is the only deliverer here: leases of a process that died need no waiting.
        self._safely(release_leases)
        due = {job: time.monotonic() + first for job, (first, _every) in SCHEDULE.items()}
        while not self._stopping.is_set():
            _work.wait(timeout=self.SWEEP)
            _work.clear()
            self._safely(self._deliver)
            for job, (_first, every) in SCHEDULE.items():
                if time.monotonic() >= due[job] and not self._stopping.is_set():
                    due[job] = time.monotonic() + every
                    self._safely(job)
            close_old_connections()

    def _deliver(self) -> None:
        while not self._stopping.is_set() and deliver_due(limit=20):
            pass

    def _safely(self, act) -> None:  # type: ignore[no-untyped-def]
        try:
            act()
        except Exception:
            log.exception("delivery_thread", act=getattr(act, "__name__", str(act)))
