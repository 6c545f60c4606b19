"""Events and their reactions: nothing is lost, nothing runs twice, errors wait and end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from backend.core import dispatcher, outbox
from backend.core.errors import Unavailable
from backend.core.events import DomainEvent
from backend.core.models import Delivery, Event

pytestmark = pytest.mark.both_databases


@dataclass(frozen=True, kw_only=True)
class BellRung(DomainEvent):
    """For these tests."""

    name: ClassVar[str] = "bell.rung"
    subject: ClassVar[str] = "bell"
    bell_id: int
    tones: tuple[str, ...] = ()


heard: list[tuple[int, int]] = []
faults: list[Exception] = []


def hear(event: BellRung, event_id: int) -> None:
    """Fails as often as there are faults, then hears."""
    if faults:
        raise faults.pop(0)
    heard.append((event.bell_id, event_id))


def echo(event: BellRung, event_id: int) -> None:
    heard.append((-event.bell_id, event_id))


@pytest.fixture(autouse=True)
def _wired(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(outbox.WIRING, "subscriptions", {})
    monkeypatch.setattr(outbox.WIRING, "by_name", {})
    aside = outbox.Subscription("echo", echo, queue="matching")
    outbox.subscribe({BellRung: (outbox.Subscription("hear", hear), aside)})
    heard.clear()
    faults.clear()
    yield
    heard.clear()
    faults.clear()


def ring(bell_id: int = 1) -> int:
    with transaction.atomic():
        return outbox.publish(BellRung(bell_id=bell_id), actor_id=None)


def make_due() -> None:
    Delivery.objects.update(due_at=timezone.now() - timedelta(seconds=1))


@given(
    bell=st.integers(0, 2**53),
    tones=st.lists(st.text(st.characters(exclude_categories=["Cs"]))).map(tuple),
)
def test_an_event_survives_its_row(bell: int, tones: tuple[str, ...]) -> None:
    event = BellRung(bell_id=bell, tones=tones)
    assert DomainEvent.from_row("bell.rung", event.payload()) == event


@pytest.mark.django_db
def test_each_reaction_runs_once() -> None:
    event_id = ring()
    assert dispatcher.deliver_all() == 2
    assert sorted(heard) == [(-1, event_id), (1, event_id)]
    assert dispatcher.deliver_all() == 0


@pytest.mark.django_db
def test_a_rolled_back_change_leaves_no_event() -> None:
    def fail() -> None:
        with transaction.atomic():
            outbox.publish(BellRung(bell_id=1), actor_id=None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not Event.objects.exists()
    assert not Delivery.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_publishing_outside_a_transaction_is_a_mistake() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        outbox.publish(BellRung(bell_id=1), actor_id=None)
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_waker_is_told_the_queues_after_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    woken: list[frozenset[str]] = []
    monkeypatch.setattr(outbox.WIRING, "wake", woken.append)
    with transaction.atomic():
        outbox.publish(BellRung(bell_id=1), actor_id=None)
        assert woken == []
    assert woken == [frozenset({"default", "matching"})]


@pytest.mark.django_db(transaction=True)
def test_a_dead_broker_does_not_undo_a_publish(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(queues: frozenset[str]) -> None:
        raise ConnectionError("no broker")

    monkeypatch.setattr(outbox.WIRING, "wake", broken)
    event_id = ring()
    assert dispatcher.deliver_all() == 2
    assert (1, event_id) in heard


@pytest.mark.django_db
def test_one_queue_at_a_time() -> None:
    ring()
    assert dispatcher.deliver_due(queues=frozenset({"matching"})) == 1
    assert heard[0][0] == -1


@pytest.mark.django_db
def test_a_failed_reaction_waits_and_is_tried_again() -> None:
    ring()
    faults.append(RuntimeError("once"))
    dispatcher.deliver_all()
    row = Delivery.objects.get(reaction="hear")
    assert (row.state, row.attempts, row.error) == ("pending", 1, "RuntimeError: once")
    assert row.due_at > timezone.now()
    make_due()
    dispatcher.deliver_all()
    assert [bell for bell, _ in heard] == [-1, 1]


@pytest.mark.django_db
def test_a_reaction_that_keeps_failing_ends_as_a_dead_letter_and_can_be_revived() -> None:
    ring()
    for _ in range(dispatcher.MAX_ATTEMPTS + 2):
        faults.append(RuntimeError("always"))
        make_due()
        dispatcher.deliver_all()
    row = Delivery.objects.get(reaction="hear")
    assert (row.state, row.attempts) == ("dead", dispatcher.MAX_ATTEMPTS)
    faults.clear()
    assert dispatcher.retry_dead(delivery_ids=None) == 1
    dispatcher.deliver_all()
    assert heard[-1][0] == 1


@pytest.mark.django_db
def test_what_gave_up_is_tried_anew_only_where_its_reaction_says_so_and_after_a_rest() -> None:
    rest = timedelta(hours=1)
    patient = outbox.Subscription("hear", hear, retry_dead=rest)
    outbox.subscribe({BellRung: (patient, outbox.Subscription("echo", echo))})
    ring()
    dead = Delivery.objects.all()
    dead.update(state="dead", due_at=timezone.now() - rest / 2)
    assert dispatcher.retry_dead_by_rule() == 0
    dead.update(due_at=timezone.now() - rest * 2)
    assert dispatcher.retry_dead_by_rule() == 1
    dispatcher.deliver_all()
    assert [bell for bell, _ in heard] == [1]
    assert Delivery.objects.get(reaction="echo").state == "dead"


def test_names_are_given_once() -> None:
    with pytest.raises(TypeError, match=r"bell\.rung"):
        type("Another", (DomainEvent,), {"name": "bell.rung", "subject": "bell"})
    twice = {BellRung: (outbox.Subscription("hear", hear), outbox.Subscription("hear", echo))}
    before = outbox.WIRING.by_name
    with pytest.raises(ValueError, match="hear"):
        outbox.subscribe(twice)
    assert outbox.WIRING.by_name is before


@pytest.mark.django_db
def test_a_server_that_is_down_is_waited_for_without_end() -> None:
    ring()
    for _ in range(dispatcher.MAX_ATTEMPTS + 5):
        faults.append(Unavailable("down"))
        make_due()
        dispatcher.deliver_all()
    assert Delivery.objects.get(reaction="hear").state == "pending"
    make_due()
    dispatcher.deliver_all()
    assert heard[-1][0] == 1


@pytest.mark.django_db
def test_what_a_dead_process_claimed_is_run_after_its_lease() -> None:
    ring()
    Delivery.objects.update(claimed_until=timezone.now() + timedelta(minutes=1))
    assert dispatcher.deliver_all() == 0
    Delivery.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))
    assert dispatcher.deliver_all() == 2


batches: list[list[int]] = []


def hear_batch(events: list[BellRung]) -> None:
    if faults:
        raise faults.pop(0)
    batches.append([event.bell_id for event in events])


@pytest.fixture
def in_chorus() -> Iterator[None]:
    """One reaction that can take several events at once, and one that cannot."""
    chorus = outbox.Subscription("hear", hear, run_batch=hear_batch)
    outbox.subscribe({BellRung: (chorus, outbox.Subscription("echo", echo))})
    batches.clear()
    yield
    batches.clear()


@pytest.mark.django_db
def test_what_can_runs_together_once_each(in_chorus: None) -> None:
    for bell in (1, 2, 3):
        ring(bell)
    assert dispatcher.deliver_all() == 6
    assert batches == [[1, 2, 3]]
    assert sorted(bell for bell, _ in heard) == [-3, -2, -1]
    assert set(Delivery.objects.values_list("state", "attempts")) == {("done", 1)}


@pytest.mark.django_db
def test_a_limit_counts_each_of_a_group(in_chorus: None) -> None:
    for bell in range(5):
        ring(bell)
    assert dispatcher.deliver_due(limit=3) == 3
    assert batches == [[0, 1, 2]]


@pytest.mark.django_db
def test_what_has_priority_overtakes_older_events() -> None:
    first = outbox.Subscription("echo", echo, priority=True)
    outbox.subscribe({BellRung: (outbox.Subscription("hear", hear), first)})
    for bell in (1, 2):
        ring(bell)
    dispatcher.deliver_all()
    assert [bell for bell, _ in heard] == [-1, -2, 1, 2]


@pytest.mark.django_db
def test_one_fault_does_not_keep_the_others(in_chorus: None) -> None:
    ring(1)
    ring(2)
    faults.extend([KeyError("together"), KeyError("first alone")])
    dispatcher.deliver_all()
    assert batches == []
    assert [bell for bell, _ in heard if bell > 0] == [2]
    make_due()
    dispatcher.deliver_all()
    assert sorted(bell for bell, _ in heard if bell > 0) == [1, 2]


@pytest.mark.django_db
def test_a_group_waits_for_a_server_that_is_down(in_chorus: None) -> None:
    ring(1)
    ring(2)
    faults.append(Unavailable("down"))
    dispatcher.deliver_all()
    hearing = Delivery.objects.filter(reaction="hear")
    assert set(hearing.values_list("state", "attempts")) == {("pending", 1)}
    make_due()
    dispatcher.deliver_all()
    assert batches == [[1, 2]]
