"""What was delivered at once by several is missed by no page that asks what came after."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from notifications import facade
from notifications.contracts import Message

pytestmark = [
    pytest.mark.both_databases,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="writers are serial on SQLite"),
]

ANNA, BO = 11, 12


def deliver(number: int, people: list[int]) -> None:
    messages = {person: Message() for person in people}
    facade.deliver(messages=messages, kind="k", payload={"n": number}, key=f"event:{number}")


def beside(act: Callable[[], None]) -> Thread:
    """Runs in a thread with a connection of its own."""

    def run() -> None:
        try:
            act()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    return thread


class Page:
    """Asks for what came after the newest id it knows, as sockets and arrivals do."""

    def __init__(self, person: int) -> None:
        self.person, self.newest, self.seen = person, 0, []

    def ask(self) -> None:
        found = facade.inbox(self.person, after_id=self.newest)
        self.seen += [notice.payload["n"] for notice in reversed(found)]
        self.newest = max([self.newest, *(notice.id for notice in found)])


def waiting_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool(cursor.fetchone()[0])


def test_a_later_commit_does_not_bring_an_earlier_id() -> None:
    page = Page(ANNA)
    with transaction.atomic():
        deliver(1, [ANNA])
        second = beside(lambda: deliver(2, [BO, ANNA]))
        while second.is_alive() and not waiting_for_a_lock():
            second.join(0.01)
        beside(page.ask).join()
        assert page.seen == []  # the second waits: its higher id is not seen before the lower one
    second.join()
    page.ask()
    assert page.seen == [1, 2]


def test_no_notice_of_many_concurrent_writers_is_missed() -> None:
    pages, ended = [Page(ANNA), Page(BO)], Event()

    def watch() -> None:
        while not ended.is_set():
            for page in pages:
                page.ask()

    def write(first: int) -> Callable[[], None]:
        people = [ANNA, BO] if first % 2 else [BO, ANNA]
        return lambda: [deliver(n, people) for n in range(first, first + 10)] and None

    watcher = beside(watch)
    for writer in [beside(write(first)) for first in (0, 11, 22, 33)]:
        writer.join()
    ended.set()
    watcher.join()
    for page in pages:
        page.ask()
        assert sorted(page.seen) == [
            n for first in (0, 11, 22, 33) for n in range(first, first + 10)
        ]
