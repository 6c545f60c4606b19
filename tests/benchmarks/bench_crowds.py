"""Crowds on PostgreSQL, through the services: bids as the deadline passes, one voucher used by many at
once, one time at an instrument asked for by many at once.

Threads of one process begin together, one for each connection of the product's pool: with more, some
would wait for a connection rather than for one another. What must hold is asserted, the rest is told; an
error other than a refusal ends the run. CROWD_BIDS, CROWD_REDEMPTIONS and CROWD_BOOKINGS make it
smaller.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from threading import Event, Lock
from typing import Any

from deploy.local.application import ROOT, environment_of, manage
from tests.product import database_of_its_own

THREADS = 8
LONGEST = 1800  # seconds for all of it
BIDS = int(os.environ.get("CROWD_BIDS", "200"))
REDEMPTIONS = int(os.environ.get("CROWD_REDEMPTIONS", "10000"))
BOOKINGS = int(os.environ.get("CROWD_BOOKINGS", "1000"))


def run() -> dict[str, Any]:
    """Figures of one run."""
    with tempfile.TemporaryDirectory() as folder, database_of_its_own() as servers:
        environment = environment_of(
            data=Path(folder), servers=servers, MODEL="null", DISPATCH="manual",
            LOG_LEVEL="CRITICAL", TIMESTAMP="local", DEMO="1",
        )  # fmt: skip
        manage(environment, "migrate", "-v0")
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True,
            timeout=LONGEST,
        )  # fmt: skip
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return found


def crowd(acts: Iterable[Callable[[], object]]) -> tuple[int, dict[str, int], float]:
    """How many acts were done, how many were refused by kind of refusal, and the seconds."""
    from django.core.exceptions import ValidationError
    from django.db import connection

    from backend.core.errors import Refusal

    waiting, failed = iter(list(acts)), Event()
    taking = Lock()

    def following() -> Callable[[], object] | None:
        with taking:
            return None if failed.is_set() else next(waiting, None)

    def one(_thread: int) -> list[str]:
        ends = []
        try:
            while (act := following()) is not None:
                try:
                    act()
                    ends.append("")
                except (Refusal, ValidationError) as refusal:
                    ends.append(type(refusal).__name__)
        except BaseException:
            failed.set()
            raise
        finally:
            connection.close()
        return ends

    connection.close()  # that of the thread which waits: the pool is the crowd's
    began = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as threads:
        ends = [end for found in threads.map(one, range(THREADS)) for end in found]
    took = time.perf_counter() - began
    refused = {name: ends.count(name) for name in sorted(set(ends) - {""})}
    return ends.count(""), refused, round(took, 1)


def bids(market: Any) -> dict[str, Any]:
    """Each of many entrants hands in while the deadline passes: in, or told."""
    from django.utils import timezone

    from backend.accounts.models import Duty
    from backend.challenges import services
    from backend.challenges.models import Call, Entry
    from tests import factories
    from tests.backend.challenges import calling

    call, _codes = calling.posted(calling.office(0))
    people = [
        factories.actor(factories.member(factories.organisation(), Duty.ENTERPRISE_MEMBER))
        for _n in range(BIDS)
    ]
    closes_at = timezone.now() + timedelta(seconds=1)
    Call.objects.filter(pk=call.pk).update(closes_at=closes_at)
    done, refused, took = crowd(
        lambda who=who: services.entry_hand_in(actor=who, call_id=call.pk, values=calling.ENTRY)  # type: ignore[misc]
        for who in people
    )
    kept = Entry.objects.filter(call=call)
    assert kept.count() == done
    assert done + sum(refused.values()) == BIDS
    assert not kept.filter(handed_in_at__gte=closes_at).exists()
    return {"in": done, "told that they are late": sum(refused.values()), "seconds": took}


def redemptions(market: Any) -> dict[str, Any]:
    """One voucher of 100,000 on one contract, reserved by many at once, 12.34 each."""
    from django.db.models import Sum

    from backend.core.checks import checks_run
    from backend.programmes.models import Redemption
    from backend.programmes.selectors.money import voucher_account
    from backend.programmes.services import voucher_reserve
    from tests.backend.programmes import cases
    from tests.factories import actor

    officer = cases.officer()
    held = cases.voucher(market, officer)
    cases.recognised(officer, market.university)
    contract, buyer, each = cases.contract(market), actor(market.buyer), Decimal("12.34")
    done, refused, took = crowd(
        lambda: voucher_reserve(
            actor=buyer, voucher_id=held.pk, contract_id=contract.pk, service="rd", amount=each
        )
        for _n in range(REDEMPTIONS)
    )
    total = Redemption.objects.aggregate(total=Sum("amount"))["total"] or Decimal(0)
    left = voucher_account(held).available
    assert total == done * each
    assert left == Decimal(100_000) - total >= 0
    assert done == min(REDEMPTIONS, int(Decimal(100_000) / each))
    assert checks_run() == {}
    return {
        "reserved": done,
        "refused, the voucher being used up": sum(refused.values()),
        "left on the voucher": str(left),
        "a second": round(REDEMPTIONS / took, 1),
    }


def bookings(market: Any) -> dict[str, Any]:
    """One time at one instrument, asked for by two firms many times at once."""
    from backend.bookings.models import Booking
    from tests.backend.bookings import booked

    listing = booked.calendar(market, most_open=100)
    firms = [market.buyer, market.stranger]
    done, refused, took = crowd(
        lambda n=n: booked.asked(market, listing, by=firms[n % 2])  # type: ignore[misc]
        for n in range(BOOKINGS)
    )
    assert done == Booking.objects.filter(listing=listing).count() == 1
    assert refused == {"WrongState": BOOKINGS - 1}
    return {
        "given": done,
        "told that it is taken": BOOKINGS - done,
        "a second": round(BOOKINGS / took, 1),
    }


def main() -> None:
    """All of it, as JSON."""
    from tests import factories

    found = {
        f"{BIDS} bids, a second before the deadline, {THREADS} threads": bids(factories.market()),
        f"{REDEMPTIONS} uses of one voucher at once": redemptions(factories.market()),
        f"{BOOKINGS} requests for one time": bookings(factories.market()),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    import django
    from django.conf import settings

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
    # Nobody signs in here, and making hundreds of people must not take the time of a real hash.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django.setup()
    main()
