"""Celery's app: it drains the outbox and runs the schedule.

Two kinds of worker: queue "default" prefork, which never loads the encoder, and queue "matching"
with ``--pool=solo``, because torch forked after use can deadlock and each child would hold a model.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import heartbeat_sent, worker_process_init, worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")

LATE = timedelta(hours=6)  # after which a nightly job that no worker took waits for the next night

app = Celery("tiqiao")
app.config_from_object("django.conf:settings", namespace="CELERY")


@app.task(name="drain")
def drain(*, queue: str) -> int:
    """Run what is due on a queue."""
    from backend.core.dispatcher import deliver_due

    return deliver_due(queues=frozenset({queue}))


@app.task(name="job")
def job(*, name: str) -> None:
    """Run a scheduled job by its name."""
    from backend.core.scheduling import job_run

    from .schedule import JOBS

    job_run(JOBS[name])


@worker_process_init.connect
def _trace_child(**_kwargs: Any) -> None:
    from .tracing import tracing_start

    tracing_start("worker")


@app.on_after_finalize.connect
def _schedule(sender: Celery, **_kwargs: Any) -> None:
    """The sweep finds what a lost message or a dead worker left; jobs follow schedule.py."""
    for queue in ("default", "matching"):
        sender.add_periodic_task(
            5.0, drain.signature(kwargs={"queue": queue}, queue=queue, expires=5)
        )
    from .schedule import SCHEDULE

    for each in SCHEDULE:
        late = LATE if each.every is None else each.every
        signature = job.signature(
            kwargs={"name": each.name}, queue=each.queue, expires=late.total_seconds()
        )
        sender.add_periodic_task(each.timing, signature, name=each.name)


@worker_ready.connect
def _warm_up(sender: Any, **_kwargs: Any) -> None:
    """The matching worker loads the encoder before the first need is waiting for it."""
    queues = {queue.name for queue in sender.task_consumer.queues}
    if "matching" in queues:
        # A solo worker forks no child.
        from backend.discovery.services import engines_warm_up

        from .tracing import tracing_start

        tracing_start("matching")

        engines_warm_up()
    _alive.append(True)
    _beat()


_alive: list[bool] = []  # once the worker has all that it needs, the encoder among it


@heartbeat_sent.connect
def _beat(**_kwargs: Any) -> None:
    """Touch the file that probes look at. A solo worker beats between tasks, not within one."""
    from django.conf import settings

    if _alive and settings.HEARTBEAT_FILE:
        Path(settings.HEARTBEAT_FILE).touch()
