"""A feed that is read by many while many write loses nothing and tells everything in its order."""

from __future__ import annotations

import json
from threading import Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from backend.exchange.services.recording import records_write
from tests import factories
from tests.racing import at_once

CLIENTS = WRITERS = 20


@pytest.mark.nightly
@pytest.mark.django_db(transaction=True)
def test_twenty_read_while_twenty_write() -> None:
    market = factories.market()
    needs = [factories.need(market.buyer, title=f"需求{n}") for n in range(WRITERS)]
    seen: list[list[int]] = [[] for _ in range(CLIENTS)]
    written: list[bool] = []

    def follow(number: int) -> None:
        after = 0
        while True:
            last = bool(written)  # asked once more after everything was written
            answer = Client().get(reverse("exchange_feed"), {"after": after, "limit": 3})
            connection.close()  # as a server does after each answer
            found = json.loads(answer.content)
            seen[number] += [row["position"] for row in found["records"]]
            after = found["next"]
            if last and not found["more"]:
                break

    readers = [Thread(target=follow, args=[number]) for number in range(CLIENTS)]
    for reader in readers:
        reader.start()
    assert at_once(*(lambda pk=need.pk: records_write([pk]) for need in needs)) == []
    written.append(True)
    for reader in readers:
        reader.join(60)
        assert not reader.is_alive()
    assert seen == [list(range(1, WRITERS + 1))] * CLIENTS
