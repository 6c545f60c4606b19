"""Numbers count without gaps, also where many take one at once and some give up."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import connection, transaction

from backend.core.models import NumberSeries
from backend.core.numbers import number_take

pytestmark = pytest.mark.both_databases


@pytest.mark.django_db
def test_each_series_counts_by_itself_and_by_the_year() -> None:
    numbers = [number_take("contract", on=date(year, 5, 1)) for year in (2026, 2026, 2027)]
    assert numbers == ["HT-2026-000001", "HT-2026-000002", "HT-2027-000001"]
    assert number_take("deal", on=date(2026, 5, 1)) == "QT-2026-000001"


@pytest.mark.django_db
def test_an_unknown_series_takes_nothing() -> None:
    with pytest.raises(KeyError):
        number_take("invoice")
    assert not NumberSeries.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_taken() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        number_take("contract")
    assert not NumberSeries.objects.exists()


@pytest.mark.servers
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite's in-memory database has one writer and no queue"
)
@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_none_is_given_twice_and_none_is_lost() -> None:
    given: list[str] = []
    together = threading.Barrier(4)

    def take(gives_up: bool) -> None:
        together.wait()
        try:
            for _ in range(5):
                try:
                    with transaction.atomic():
                        number = number_take("contract", on=date(2026, 1, 1))
                        if gives_up:
                            raise InterruptedError
                    given.append(number)
                except InterruptedError:
                    continue
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(n == 0,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == [f"HT-2026-{n:06d}" for n in range(1, 16)]
