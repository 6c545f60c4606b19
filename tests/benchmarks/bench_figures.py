"""Figures at size: dashboards of every desk over 100,000 listings and 20,000 contracts, the summary of a
night, an index of 200 counties, and the dump of all that is public.

On PostgreSQL, in a database of its own. Rows are written in bulk: what is measured is reading.
"""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from deploy.local.application import ROOT, environment_of, manage
from tests.product import database_of_its_own

LISTINGS, CONTRACTS, FIRMS = 100_000, 20_000, 200
COUNTIES, PAGES, BATCH = 200, 40, 5_000


def run() -> dict[str, Any]:
    """Figures of one run."""
    with tempfile.TemporaryDirectory() as folder, database_of_its_own() as servers:
        environment = environment_of(
            data=Path(folder), servers=servers, MODEL="null", DISPATCH="manual",
            LOG_LEVEL="CRITICAL", DEMO="1",
        )  # fmt: skip
        manage(environment, "migrate", "-v0")
        return _part(environment, "dashboards") | _part(environment, "dump") | index()


def _part(environment: dict[str, str], name: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", __name__, name],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def index() -> dict[str, Any]:
    """Seconds that an index of 200 counties takes, the same bytes each time."""
    from backend.county.results import content_of, digest_of, result_of
    from backend.county.schemes import schemes

    scheme, chance = schemes()[0], random.Random(1)
    figures: dict[str, dict[str, Decimal | None]] = {
        f"{130000 + n}": {
            one.code: (one.low + (one.high - one.low) * Decimal(chance.random())).quantize(one.step)
            for one in scheme.indicators
        }
        for n in range(COUNTIES)
    }
    took, digests = [], set()
    for _ in range(5):
        began = time.perf_counter()
        content = content_of(
            scheme, region="130000", year=2025, figures=figures, computed=frozenset(), last=None
        )
        result_of(content)
        took.append(time.perf_counter() - began)
        digests.add(digest_of(content))
    assert len(digests) == 1
    name = f"county index, {COUNTIES} × {len(scheme.indicators)}, s: median, slowest"
    return {name: [statistics.median(took), max(took)]}


def dashboards() -> dict[str, Any]:
    """Queries and milliseconds of each desk's page, and seconds of the night's summary."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from backend.insights.jobs import insights_summarise

    people = _fill()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    began = time.perf_counter()
    insights_summarise()
    night = time.perf_counter() - began
    found = {}
    for desk, person in people.items():
        client = Client(headers={"host": "localhost"})
        client.force_login(person)
        address = f"/insights/{desk}/"
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        asked = len(queries)
        took = [_timed(partial(client.get, address)) for _ in range(PAGES)]
        spread = statistics.quantiles(took, n=20, method="inclusive")
        found[desk] = [asked, statistics.median(took), spread[-1]]
    return {
        "rows": {"listings": LISTINGS, "contracts": CONTRACTS},
        "summary of a night, s": night,
        "dashboards: queries, p50 ms, p95 ms": found,
    }


def dump() -> dict[str, Any]:
    """All public listings in one stream: seconds, megabytes sent, and the memory of the process."""
    import asyncio

    from backend.exchange.web import open_data

    async def read() -> int:
        return sum([len(line) async for line in open_data._lines()])

    began = time.perf_counter()
    size = asyncio.run(read())
    took = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"dump of public listings: s, MB sent, MB of memory": [took, size / 1e6, peak]}


def _fill() -> dict[str, Any]:
    from backend.accounts.models import Duty, Organisation
    from tests import factories

    market = factories.market()
    unit = factories.organisation(
        Organisation.Kind.GOVERNMENT, region="130900", unit_kind="science"
    )
    regions = [f"13090{n}" for n in range(1, 9)] + ["130921", "130925", "130981", "130984"]
    firms = [factories.organisation(region=regions[n % 12]) for n in range(FIRMS)]
    _listings(market, firms, regions)
    _contracts(market, firms, unit)
    return {
        "region": factories.member(unit, Duty.REGIONAL_OFFICER),
        "office": market.office,
        "enterprise": market.buyer,
        "broker": market.broker,
        "operator": market.operator,
    }


def _batches(rows: Iterator[Any]) -> None:
    from itertools import islice

    while found := list(islice(rows, BATCH)):
        type(found[0]).objects.bulk_create(found)


def _listings(market: Any, firms: list[Any], regions: list[str]) -> None:
    from django.utils import timezone

    from backend.catalog.models import Listing, ListingAudience, Tier
    from backend.exchange.models import Record

    now = timezone.now()
    _batches(
        Listing(
            kind="need" if n % 2 else "achievement", status="published", language="zh",
            owner=market.enterprise if n % 20 == 1 else firms[n % FIRMS], contact=market.buyer,
            changed_by=market.buyer, title=f"柔性石墨烯散热膜 {n}", summary="可弯折的导热材料。" * 8,
            region=regions[n % 12], published_at=now - timedelta(days=n % 900),
        )
        for n in range(LISTINGS)
    )  # fmt: skip
    ids = list(Listing.objects.order_by("pk").values_list("pk", "kind", "title"))
    _batches(
        ListingAudience(listing_id=pk, tier=tier, token="public")
        for pk, _kind, _title in ids
        for tier in (Tier.SUMMARY, Tier.DETAILS)
    )
    body = {"summary": "可弯折的导热材料。" * 8, "details": {"background": "现有石墨片开裂。" * 40}}
    _batches(
        Record(
            listing_id=pk, identifier=f"oai:bench:{kind}/{pk}", home="bench", kind=kind,
            body={**body, "title": title}, body_hash="0" * 64, document_version=1, position=n,
            stamped_at=now,
        )
        for n, (pk, kind, title) in enumerate(ids, start=1)
    )  # fmt: skip


def _contracts(market: Any, firms: list[Any], unit: Any) -> None:
    from django.utils import timezone

    from backend.contracts.models import Contract
    from backend.deals.models import Deal, DealDuty, DealPerson, Stage
    from backend.registration.models import Registration

    today = timezone.localdate()
    stages = list(Stage)
    _batches(
        Deal(
            number=f"QT-BENCH-{n}", origin_kind="hand", title=f"石墨烯散热膜 {n}",
            buyer=market.enterprise if n % 10 == 0 else firms[n % FIRMS],
            seller=market.university if n % 10 == 1 else firms[(n + 1) % FIRMS],
            stage=stages[n % len(stages)], stage_since=timezone.now() - timedelta(days=n % 60),
        )
        for n in range(CONTRACTS)
    )  # fmt: skip
    deals = list(Deal.objects.order_by("pk"))
    _batches(
        DealPerson(deal=deal, user=market.broker, organisation=market.agency, duty=DealDuty.BROKER)
        for deal in deals[::10]
    )
    _batches(
        Contract(
            number=f"HT-BENCH-{n}", deal=deal, kind="main", buyer_id=deal.buyer_id,
            seller_id=deal.seller_id, title=deal.title, type="development", state="signed",
            amount=Decimal(1_000_000), technology_amount=Decimal(900_000), currency="CNY",
            signed_on=today - timedelta(days=n % 1500), proposed_by=market.buyer,
            proposed_by_buyer=True, ip_ownership="buyer",
        )
        for n, deal in enumerate(deals)
    )  # fmt: skip
    _batches(
        Registration(
            contract=contract, applicant_id=contract.seller_id, registry=unit,
            measure_name="2026", number=f"{n:016d}", state="registered", title=contract.title,
            type="development", signed_on=contract.signed_on, registered_on=contract.signed_on,
            contract_amount=contract.amount, technology_amount=contract.technology_amount,
        )
        for n, contract in enumerate(Contract.objects.order_by("pk"))
    )  # fmt: skip


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
    django.setup()
    from django.test.utils import override_settings

    with override_settings(AUTHENTICATION_BACKENDS=["django.contrib.auth.backends.ModelBackend"]):
        print(json.dumps({"dashboards": dashboards, "dump": dump}[sys.argv[1]]()))
