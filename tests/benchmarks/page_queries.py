"""Counts the database's part in each page; run on a seeded installation, prints JSON."""

from __future__ import annotations

import json
import os
import statistics
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings  # noqa: E402

from backend.accounts.models import User  # noqa: E402
from backend.catalog.models import Listing  # noqa: E402
from backend.deals.models import Deal  # noqa: E402
from backend.pairings.models import Pairing  # noqa: E402
from backend.portal.demo.people import sign_ins  # noqa: E402


def pages() -> dict[str, tuple[str, str]]:
    """Page → (role, address)."""
    need = Listing.objects.get(external_id="n-film")
    pairing = Pairing.objects.get(need=need, offer__external_id="a-graphene-film")
    deal = Deal.objects.latest("pk")
    return {
        "home": ("", "/"),
        "search": ("", "/search/?q=石墨烯散热膜"),
        "need": ("", f"/listings/{need.pk}/"),
        "desk of an enterprise": ("enterprise_member", "/desk/"),
        "desk of a researcher": ("researcher", "/desk/"),
        "desk of an office": ("university_office", "/desk/"),
        "desk of a broker": ("broker", "/desk/"),
        "pairing": ("enterprise_member", f"/pairings/{pairing.pk}/"),
        "deals": ("broker", "/deals/"),
        "deal": ("operator", f"/deals/{deal.pk}/"),
        "inbox": ("researcher", "/inbox/"),
    }


def measure() -> dict[str, dict[str, float]]:
    """Queries, milliseconds and kilobytes of each page."""
    emails = {account.duty: account.email for account in sign_ins()}
    found = {}
    for name, (role, address) in pages().items():
        client = Client(headers={"host": "localhost"})
        if role:
            client.force_login(User.objects.get(email=emails[role]))
        client.get(address)
        took = []
        for _ in range(5):
            began = time.perf_counter()
            with CaptureQueriesContext(connection) as queries:
                response = client.get(address)
            took.append(time.perf_counter() - began)
        assert response.status_code == 200, (name, response.status_code)
        found[name] = {
            "queries": len(queries),
            "ms": round(statistics.median(took) * 1000, 1),
            "kB": round(len(response.content) / 1000, 1),
        }
    return found


if __name__ == "__main__":
    with override_settings(AUTHENTICATION_BACKENDS=["django.contrib.auth.backends.ModelBackend"]):
        print(json.dumps(measure()))
