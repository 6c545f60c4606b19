"""Every alert of deploy/chart/files/alerts.yaml: silent while all is well, rung by its own fault and
by no other, silent again when that is mended. How long a fault must last (``for``) is Prometheus' part.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.db.models import F, Q
from django.test import Client
from django.utils import timezone
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families

from backend.config.observing import observe
from backend.config.schedule import JOBS
from backend.core.models import Delivery, Event, JobRun
from backend.core.scheduling import job_run
from backend.discovery.reactions import INDEXING
from backend.ledger.models import Account
from backend.payments.models import WebhookEvent
from search_index.contracts import Observation
from tests.backend.ledger.ledgers import pay
from tests.factories import Market, need

ALERTS = yaml.safe_load(
    (Path(__file__).parents[2] / "deploy/chart/files/alerts.yaml").read_text("utf-8")
)["alerts"]
TOKEN = "a token of the tests"
# What the product does not tell itself: the blackbox exporter's word on the certificate.
CERTIFICATE = "probe_ssl_earliest_cert_expiry"
FORM = re.compile(
    r"(?P<how>max|min|sum|absent)(?: by \(\w+\))? ?"
    r"\((?P<name>\w+)(?:\{(?P<label>\w+)=\"(?P<value>\w+)\"\})?\)"
    r"(?P<left>(?: - time\(\))?)(?: (?P<sign>>|<|==) (?P<bound>\d+))?"
)
SIGNS = {">": operator.gt, "<": operator.lt, "==": operator.eq}


def rings(when: str, families: list[Metric]) -> bool:
    """Whether an expression holds of these samples, for the forms that our alerts have."""
    return any(_part(part, families) for part in when.split(" or "))


def _part(part: str, families: list[Metric]) -> bool:
    form = FORM.fullmatch(part)
    assert form, f"not a form that this test reads: {part}"
    found = [
        sample.value
        for family in families
        for sample in family.samples
        if sample.name == form["name"]
        and (not form["label"] or sample.labels.get(form["label"]) == form["value"])
    ]
    if form["how"] == "absent":
        return not found
    less = timezone.now().timestamp() if form["left"] else 0.0
    # By each label or over all: a bound that one of them passes is passed by the greatest.
    chosen = {"max": max, "min": min, "sum": sum}[form["how"]]
    return bool(found) and SIGNS[form["sign"]](chosen(found) - less, float(form["bound"]))


def ringing(certificate_days: int = 60) -> set[str]:
    """The names of the alerts that ring now."""
    answer = Client().get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    ends = (timezone.now() + timedelta(days=certificate_days)).timestamp()
    told = f"{answer.content.decode()}# TYPE {CERTIFICATE} gauge\n{CERTIFICATE} {ends}\n"
    families = list(text_string_to_metric_families(told))
    return {alert["name"] for alert in ALERTS if rings(alert["when"], families)}


def _ago(**what: int) -> Any:
    return timezone.now() - timedelta(**what)


def _nobody_answers(*, changes_of_listings: bool) -> Iterator[None]:
    """The worker of the index stands, or the one of everything else."""
    waiting = Delivery.objects.filter(state=Delivery.State.PENDING)
    of_index = Q(reaction__in=INDEXING)
    waiting.filter(~of_index if changes_of_listings else of_index).update(state=Delivery.State.DONE)
    # The index may lag by two minutes, the outbox by five.
    Event.objects.update(occurred_at=_ago(minutes=3 if changes_of_listings else 6))
    yield
    waiting.update(state=Delivery.State.DONE)


def _delivery_dies() -> Iterator[None]:
    one = Delivery.objects.order_by("pk")[:1]
    Delivery.objects.filter(pk__in=one).update(state=Delivery.State.DEAD)
    yield
    Delivery.objects.update(state=Delivery.State.DONE)


def _search_server_is_away() -> Iterator[None]:
    observe(Observation("of a test", 0.01, "away", {}))
    yield
    observe(Observation("of a test", 0.01, "ok", {}))


def _ledger_drifts() -> Iterator[None]:
    books = Account.objects.filter(credited__gt=0)
    books.update(credited=F("credited") + 1)
    job_run(JOBS["deals_check"])
    yield
    books.update(credited=F("credited") - 1)
    job_run(JOBS["deals_check"])


def _job_stands(name: str) -> Iterator[None]:
    run = JobRun.objects.filter(name=name)
    run.update(finished_at=_ago(hours=27))
    yield
    run.update(finished_at=timezone.now())


def _backup_never_was() -> Iterator[None]:
    JobRun.objects.filter(name="backup").delete()
    yield
    call_command("backup_note")


def _provider_is_not_heard() -> Iterator[None]:
    word = WebhookEvent.objects.create(
        gateway="local", live=False, event_id="1", type="payment", body="{}"
    )
    WebhookEvent.objects.filter(pk=word.pk).update(created_at=_ago(minutes=11))
    yield
    word.delete()


FAULTS: list[tuple[str, Callable[[], Iterator[None]]]] = [
    ("OutboxOld", lambda: _nobody_answers(changes_of_listings=False)),
    ("IndexLag", lambda: _nobody_answers(changes_of_listings=True)),
    ("DeadLetters", _delivery_dies),
    ("IndexAway", _search_server_is_away),
    ("ChecksFail", _ledger_drifts),
    ("ChecksOld", lambda: _job_stands("deals_check")),
    ("BackupOld", lambda: _job_stands("backup")),
    ("BackupOld", _backup_never_was),
    ("PaymentEventsOld", _provider_is_not_heard),
]


@pytest.fixture
def watched(market: Market, settings: Any) -> None:
    """An installation where all is well."""
    settings.METRICS_TOKEN = TOKEN
    Delivery.objects.update(state=Delivery.State.DONE)
    pay("10")
    job_run(JOBS["deals_check"])
    call_command("backup_note")


@pytest.mark.usefixtures("watched")
@pytest.mark.parametrize(("name", "fault"), FAULTS)
def test_a_fault_rings_its_own_alert_until_it_is_mended(
    market: Market, name: str, fault: Callable[[], Iterator[None]]
) -> None:
    assert ringing() == set()
    need(market.buyer)
    assert ringing() == set()  # work to do is no fault
    happens = fault()
    next(happens)
    assert ringing() == {name}
    next(happens, None)
    assert ringing() == set()


@pytest.mark.usefixtures("watched")
def test_a_certificate_rings_before_it_ends() -> None:
    assert ringing(certificate_days=15) == set()
    assert ringing(certificate_days=13) == {"CertificateEnds"}


def test_every_alert_has_its_fault() -> None:
    assert {alert["name"] for alert in ALERTS} == {name for name, _f in FAULTS} | {
        "CertificateEnds"
    }
