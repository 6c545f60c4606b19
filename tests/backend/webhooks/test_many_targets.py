"""Targets that do not answer keep no other waiting: each in a thread of its own."""

from __future__ import annotations

import threading
from contextlib import ExitStack

import pytest
from django.db import connection

from backend.webhooks import services
from backend.webhooks.models import Endpoint, Message
from tests import factories
from tests.backend.webhooks.targets import target
from tests.factories import actor


@pytest.mark.django_db(transaction=True)
def test_twenty_that_hang_do_not_delay_one_that_answers(settings):
    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time: the threads' own transactions are the matter here")
    settings.OUTGOING_LOOPBACK = True
    settings.WEBHOOK_THREADS = 32
    settings.WEBHOOK_SECONDS = 50
    market = factories.market()
    hold = threading.Event()
    with ExitStack() as stack:
        silent = [stack.enter_context(target(hold=hold)) for _ in range(20)]
        healthy = stack.enter_context(target())
        for one in [*silent, healthy]:
            endpoint = Endpoint.objects.create(
                organisation=market.university, url=one.url, created_by=market.office
            )
            services.test_send(actor=actor(market.office), endpoint_id=endpoint.pk)
        services.messages_send()
        assert healthy.heard.wait(40), "it was told while the others still hang"
        for one in silent:
            assert one.heard.wait(40)
        assert not Message.objects.filter(state=Message.State.FAILED).exists()
        hold.set()
        services.sending.threads_end()
    assert Message.objects.filter(state=Message.State.DELIVERED).count() == 21
