"""The circuit breaker: by a clock of the test's own."""

from __future__ import annotations

import pytest

from search_index.contracts import IndexAway
from search_index.elastic import breaker
from search_index.elastic.breaker import FAILURES, LONGEST_PAUSE, Breaker, CircuitOpen
from search_index.elastic.connection import reported


class Clock:
    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(breaker, "time", found)
    return found


def opened() -> Breaker:
    found = Breaker()
    for _ in range(FAILURES):
        found.enter()
        found.failed()
    return found


def test_some_failures_close_nothing(clock: Clock):
    circuit = Breaker()
    for _ in range(FAILURES - 1):
        circuit.failed()
    circuit.enter()
    circuit.passed()
    circuit.failed()
    circuit.enter()


def test_an_open_circuit_refuses_at_once(clock: Clock):
    circuit = opened()
    for _ in range(100):
        with pytest.raises(CircuitOpen):
            circuit.enter()


def test_one_at_a_time_tries_and_success_closes(clock: Clock):
    circuit = opened()
    clock.now += LONGEST_PAUSE
    circuit.enter()
    with pytest.raises(CircuitOpen):
        circuit.enter()
    circuit.passed()
    circuit.enter()
    circuit.enter()


def test_pauses_grow_to_a_bound(clock: Clock):
    circuit = opened()
    waited = []
    for _ in range(10):
        start = clock.now
        while True:
            clock.now += 0.1
            try:
                circuit.enter()
                break
            except CircuitOpen:
                pass
        waited.append(clock.now - start)
        circuit.failed()
    assert max(waited) <= LONGEST_PAUSE + 0.2
    assert waited[-1] >= LONGEST_PAUSE / 2
    assert waited[0] < 2


def test_what_was_not_even_asked_is_told_apart(clock: Clock):
    with pytest.raises(IndexAway), reported():
        opened().enter()
