"""A process of its own on an embedded installation, for tests that end processes half-way.

usage: python -m tests.integration.market_process publish|deliver|heal [REACTION before|after]
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
django.setup()

# Real hashing would take most of the time.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

from backend.core import dispatcher, outbox  # noqa: E402
from backend.core.models import Delivery, Event  # noqa: E402
from backend.discovery.services import index_prepare  # noqa: E402
from backend.pairings.models import Pairing  # noqa: E402
from notifications.models import NoticeRow  # noqa: E402
from tests import factories  # noqa: E402


def publish() -> None:
    """Two listings that fit, both committed, no reaction run."""
    index_prepare()
    market = factories.market()
    factories.need(market.buyer)
    factories.achievement(market.researcher)


def deliver_and_die(reaction: str, moment: str) -> None:
    """Run reactions until this one, then end as a killed process does: no cleanup, no goodbye."""
    original = outbox.WIRING.by_name[reaction]

    def run(event: Any, event_id: int) -> None:
        if moment == "after":
            original.run(event, event_id)
        os._exit(9)

    outbox.WIRING.by_name[reaction] = outbox.Subscription(reaction, run, original.queue)
    dispatcher.deliver_all()


def heal() -> None:
    """What the next process does at start; prints the state it leaves."""
    dispatcher.release_leases()
    dispatcher.deliver_all()
    print(
        json.dumps(
            {
                "pairings": Pairing.objects.count(),
                "notices": sorted(NoticeRow.objects.values_list("recipient", "kind")),
                "undelivered": Delivery.objects.exclude(state="done").count(),
                "events": sorted(set(Event.objects.values_list("name", flat=True))),
            }
        )
    )


if __name__ == "__main__":
    action, *arguments = sys.argv[1:]
    {"publish": publish, "deliver": deliver_and_die, "heal": heal}[action](*arguments)
