"""Acts of several people in the same moment, for tests on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection

from backend.core.errors import Refusal


def at_once(*acts: Callable[[], object]) -> list[Refusal]:
    """Run all in the same moment, each on a connection of its own; what was refused."""
    start = Barrier(len(acts))
    refused: list[Refusal] = []

    def run(act: Callable[[], object]) -> None:
        start.wait(10)
        try:
            act()
        except Refusal as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    return refused
