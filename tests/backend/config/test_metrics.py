"""/metrics: who may read it, and that what it tells is so."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from backend.config.observing import observe
from backend.core.models import Delivery, Event
from backend.core.scheduling import Job, job_run
from search_index.contracts import Observation
from tests import factories
from tests.factories import Market

ROOT = Path(__file__).parents[3]
TOKEN = "a token of the tests"


@pytest.fixture(autouse=True)
def _token(settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN


def figures() -> dict[str, float]:
    """Sample with its labels → value, as the page tells them."""
    answer = Client().get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    lines = answer.content.decode().splitlines()
    samples = [line.rpartition(" ") for line in lines if line and not line.startswith("#")]
    return {name: float(value) for name, _blank, value in samples}


@pytest.mark.parametrize(
    "shown", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", "Bearer ünknown"]
)
def test_without_the_token_there_is_no_such_page(db: None, shown: str) -> None:
    assert Client().get("/metrics", headers={"authorization": shown}).status_code == 404


def test_where_no_token_is_set_there_is_no_such_page(db: None, settings: Any) -> None:
    settings.METRICS_TOKEN = ""
    assert Client().get("/metrics", headers={"authorization": "Bearer "}).status_code == 404


def test_the_outbox_and_the_lag_of_the_index_are_told(market: Market) -> None:
    idle = figures()
    assert idle["tiqiao_index_lag_seconds"] == 0
    factories.need(market.buyer)
    hour_ago = timezone.now() - timedelta(hours=1)
    Event.objects.filter(name="listing.published").update(occurred_at=hour_ago)
    told = figures()
    assert 3600 <= told["tiqiao_index_lag_seconds"] < 3700
    waiting = Delivery.objects.filter(queue="matching", state="pending").count()
    assert told['tiqiao_outbox_deliveries{queue="matching",state="pending"}'] == waiting > 0
    Delivery.objects.filter(queue="matching").update(state=Delivery.State.DONE)
    assert figures()["tiqiao_index_lag_seconds"] == 0


def test_requests_to_the_index_are_counted_and_an_open_breaker_is_seen(db: None) -> None:
    name = 'tiqiao_index_request_seconds_count{operation="of a test",outcome="%s"}'
    before = figures()
    for outcome, away in (("ok", 0), ("failed", 0), ("away", 1), ("refused", 1), ("ok", 0)):
        observe(Observation("of a test", 0.01, outcome, {}))
        assert figures()["tiqiao_index_away"] == away
    told = figures()
    assert told[name % "ok"] == before.get(name % "ok", 0) + 2
    assert told[name % "away"] == before.get(name % "away", 0) + 1


def test_pages_are_counted(db: None) -> None:
    labels = '{method="GET",status="200",view="home"}'
    name = f"django_http_responses_total_by_status_view_method_total{labels}"
    before = figures().get(name, 0)
    Client().get("/")
    assert figures()[name] == before + 1


def test_several_processes_are_told_together(tmp_path: Path) -> None:
    """Each writes into the one folder; whoever is asked adds them up."""
    count = (
        "import django; django.setup();"
        "from backend.config.observing import observe;"
        "from search_index.contracts import Observation;"
        "observe(Observation('search', 0.01, 'ok', {}))"
    )
    tell = (
        "from django.test import RequestFactory;"
        "from django_prometheus.exports import ExportToDjangoView;"
        "print(ExportToDjangoView(RequestFactory().get('/')).content.decode())"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "backend.config.settings",
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
    }
    for code in (count, f"{count};{tell}"):
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
    assert 'tiqiao_index_request_seconds_count{operation="search",outcome="ok"} 2.0' in done.stdout


def test_jobs_tell_when_they_ended_and_what_they_counted(db: None) -> None:
    job = Job(name="deals_check", run=lambda: 3, every=timedelta(days=1))
    job_run(job)
    call_command("backup_note")
    found = figures()
    assert found['tiqiao_job_result{job="deals_check"}'] == 3
    assert 0 <= found['tiqiao_job_age_seconds{job="backup"}'] < 60
    assert 'tiqiao_job_result{job="backup"}' not in found


def test_a_job_that_fails_did_not_end(db: None) -> None:
    def broken() -> int:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        job_run(Job(name="deals_check", run=broken, every=timedelta(days=1)))
    assert 'tiqiao_job_age_seconds{job="deals_check"}' not in figures()
