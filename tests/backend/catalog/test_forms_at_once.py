"""One form that arrives four times at the same moment."""

from __future__ import annotations

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection

from backend.catalog.models import Listing
from backend.catalog.services import listing_draft
from backend.core.models import Event
from tests import factories
from tests.factories import NeedValues, actor

pytestmark = pytest.mark.both_databases


@pytest.mark.skipif(connection.vendor != "postgresql", reason="writers are serial on SQLite")
@pytest.mark.django_db(transaction=True)
def test_it_begins_one_listing() -> None:
    market = factories.market()
    who, token = actor(market.buyer), uuid4()
    start, begun = Barrier(4), []

    def send() -> None:
        start.wait(10)
        try:
            made = listing_draft(
                actor=who,
                owner_id=market.enterprise.pk,
                values=NeedValues(title="同时送达的需求"),
                form_token=token,
            )
            begun.append(made.pk)
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert begun == [Listing.objects.get().pk] * 4
    assert Event.objects.filter(name="listing.drafted").count() == 1
