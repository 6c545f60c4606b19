"""From contract to ledger: bookings a second through the services, documents, signatures, the pipeline.

On PostgreSQL, in a database of its own. Writers are processes that begin at the same time.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from deploy.local.application import ROOT, environment_of, manage
from tests.product import database_of_its_own

WRITERS = 4
BOOKINGS = 150  # of each writer
DEALS = (500, 5000)
PAGES = 40


def run() -> dict[str, Any]:
    """Figures of one run."""
    with tempfile.TemporaryDirectory() as folder, database_of_its_own() as servers:
        environment = environment_of(
            data=Path(folder), servers=servers, MODEL="null", DISPATCH="manual",
            LOG_LEVEL="CRITICAL", TIMESTAMP="local", DEMO="1",
        )  # fmt: skip
        manage(environment, "migrate", "-v0")
        return {
            "ledger, transfers a second": {
                "each writer between accounts of its own": _bookings(environment, "spread"),
                "all into one hot account": _bookings(environment, "hot"),
            },
            **json.loads(_part(environment, "papers").splitlines()[-1]),
        }


def _bookings(environment: dict[str, str], where: str) -> float:
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", __name__, where, str(number)],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for number in range(WRITERS)
    ]  # fmt: skip
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.readline()  # it is ready
    began = time.perf_counter()
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    for writer in writers:
        writer.communicate()
    return WRITERS * BOOKINGS / (time.perf_counter() - began)


def _part(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", __name__, *arguments],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def book(where: str, number: int) -> None:
    """One writer's bookings, once it is told to begin."""
    from decimal import Decimal

    from backend.ledger.kinds import EntryKind, OwnerKind, Purpose
    from backend.ledger.services import account_for, journal_post
    from backend.ledger.values import PLATFORM, Leg, Owner

    payer = Owner(OwnerKind.ORGANISATION, 1000 + number)
    payee = PLATFORM if where == "hot" else Owner(OwnerKind.ORGANISATION, 2000 + number)
    paid = account_for(owner=payer, purpose=Purpose.PAID, currency="CNY")
    got = account_for(owner=payee, purpose=Purpose.REVENUE, currency="CNY")
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(BOOKINGS):
        journal_post(
            reference=f"{where}:{number}:{n}",
            kind=EntryKind.PAYMENT,
            legs=[Leg(paid, Decimal("-1.10")), Leg(got, Decimal("1.10"))],
        )


def papers() -> dict[str, Any]:
    """Milliseconds of a contract's PDF, of signing and checking it, and of the pipeline."""
    from backend.attachments.storage import bytes_of
    from backend.contracts.documents.pdf import contract_pdf
    from backend.contracts.models import Contract
    from backend.signing.selectors import pdf_validate
    from tests import factories
    from tests.backend.contracts import signing

    market = factories.market()
    contract = signing.agreed(market)
    drawn = _took(lambda: contract_pdf(Contract.objects.get(pk=contract.pk)), 10)
    signed = [
        _took(partial(signing.signed_by, market, contract, who), 1)[0]
        for who in ("buyer", "office")
    ]
    whole = bytes_of(signing.document(contract).signed_key)
    checked = _took(lambda: pdf_validate(whole), 10)
    return {
        "papers, ms": {
            "a contract's PDF: the first, median": [drawn[0], statistics.median(drawn)],
            "a signature, certificate and time stamp included: first, second": signed,
            "a PDF with two signatures checked: the first, median": [
                checked[0],
                statistics.median(checked),
            ],
        },
        "pipeline": {f"{count} deals": found for count, found in _pipeline(market).items()},
    }


def _pipeline(market: Any) -> dict[int, dict[str, float]]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    found = {}
    for before, count in pairwise((0, *DEALS)):
        _deals(market, before, count)
        client = Client(headers={"host": "localhost"})
        client.force_login(market.broker)
        for view in ("table", "board"):
            address = f"{reverse('pipeline')}?view={view}"
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            asked = len(queries)  # before other requests begin a new log
            took = _took(partial(client.get, address), PAGES)
            found.setdefault(count, {})[f"{view}: queries, p50, p95 ms"] = [
                asked,
                statistics.median(took),
                statistics.quantiles(took, n=20, method="inclusive")[-1],
            ]
    return found  # type: ignore[return-value]


def _deals(market: Any, first: int, count: int) -> None:
    """Deals up to a number, spread over the stages, that the broker accompanies."""
    from datetime import timedelta

    from django.db import connection
    from django.utils import timezone

    from backend.deals.models import Deal, DealDuty, DealPerson, Stage, StageStay

    stages = list(Stage)
    now = timezone.now()
    rows = Deal.objects.bulk_create(
        Deal(
            number=f"QT-BENCH-{n}", buyer=market.enterprise, seller=market.university,
            origin_kind="hand", title=f"柔性石墨烯散热膜 {n}", stage=stages[n % len(stages)],
            stage_since=now - timedelta(days=n % 60),
        )
        for n in range(first, count)
    )  # fmt: skip
    StageStay.objects.bulk_create(
        StageStay(deal=deal, stage=deal.stage, waits_for="both", entered_at=deal.stage_since)
        for deal in rows
    )
    DealPerson.objects.bulk_create(
        DealPerson(deal=deal, user=market.broker, organisation=market.agency, duty=DealDuty.BROKER)
        for deal in rows
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _took(act: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each of some repetitions."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1000)
    return found


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
    django.setup()
    from django.test.utils import override_settings

    if sys.argv[1] == "papers":
        with override_settings(
            AUTHENTICATION_BACKENDS=["django.contrib.auth.backends.ModelBackend"]
        ):
            print(json.dumps(papers()))
    else:
        book(sys.argv[1], int(sys.argv[2]))
