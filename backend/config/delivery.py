"""Starts deliveries after a commit, and the schedule: by Celery, or by threads of this process."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

import structlog
from django.conf import settings
from django.db import close_old_connections

from backend.core.dispatcher import deliver_due, release_leases
from backend.core.scheduling import job_claim, job_run

from .celery import app as _clock  # noqa: F401  (tells the schedule's times their zone)
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


class _Thread:
    """Works beside the pages until it is stopped; the ASGI lifespan starts and stops it."""

    name: str
    pause: float  # seconds between looks

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)

    def start(self) -> None:
        """Begin, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """End after what is being done, and wait for it a while."""
        self.stopping.set()
        _work.set()
        self._thread.join(timeout=10)

    def begin(self) -> None:
        """Once, before the first look."""

    def wait(self) -> None:
        """Until the next look."""
        self.stopping.wait(self.pause)

    def look(self) -> None:
        """Do what is due."""
        raise NotImplementedError

    def safely(self, act: Callable[[], object], name: str) -> None:
        """A failure is logged; the next look comes."""
        try:
            act()
        except Exception:
            log.exception("beside_failed", thread=self.name, act=name)

    def _run(self) -> None:
        self.safely(self.begin, "begin")
        while not self.stopping.is_set():
            self.wait()
            self.safely(self.look, "look")
            close_old_connections()


class DeliveryThread(_Thread):
    """Dispatcher of the embedded way to run."""

    name = "delivery"
    pause = 2.0  # for rows that another process wrote

    def begin(self) -> None:
        """This thread is the only deliverer here: leases of a process that died need no waiting."""
        release_leases()

    def wait(self) -> None:
        """A commit that published something ends the waiting."""
        _work.wait(timeout=self.pause)
        _work.clear()

    def look(self) -> None:
        """Deliver what is due."""
        while not self.stopping.is_set() and deliver_due(limit=20):
            pass


class JobThread(_Thread):
    """Schedule of the embedded way to run: a job that takes long keeps no delivery waiting."""

    name = "jobs"
    pause = 15.0

    def look(self) -> None:
        """Run the jobs whose time has come, one after the other."""
        for job in SCHEDULE:
            if not self.stopping.is_set() and job_claim(job):
                self.safely(partial(job_run, job), job.name)
