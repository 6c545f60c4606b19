"""What a monitoring system reads at /metrics, where it shows its token."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from secrets import compare_digest

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView
from prometheus_client import CollectorRegistry, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from backend.core.selectors import (
    deliveries_open,
    job_runs,
    oldest_waiting,
    queues_waiting_since,
)
from backend.discovery.reactions import INDEXING
from backend.payments.selectors import webhooks_waiting_since
from search_index.contracts import Observation

_SECONDS = Histogram(
    "tiqiao_index_request_seconds",
    "Requests to the search index by operation and outcome: ok, refused, failed, away.",
    ["operation", "outcome"],
)
_AWAY = Gauge(
    "tiqiao_index_away",
    "1 while the search server is not even asked, because it failed too often just now.",
    multiprocess_mode="mostrecent",
)


def index_request_count(observation: Observation) -> None:
    """Take in a request to the search index."""
    _SECONDS.labels(observation.operation, observation.outcome).observe(observation.seconds)
    # A request that failed or was refused says nothing new of the breaker.
    if observation.outcome in {"ok", "away"}:
        _AWAY.set(observation.outcome == "away")


class _Outbox(Collector):
    """What waits in the outbox, from the database: true of all processes, whichever is asked."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The families, as of now."""
        waiting = GaugeMetricFamily(
            "tiqiao_outbox_deliveries",
            "Deliveries that are not done, by queue and state: pending, dead.",
            labels=["queue", "state"],
        )
        for queue, state, count in deliveries_open():
            waiting.add_metric([queue, state], count)
        yield waiting
        ages = GaugeMetricFamily(
            "tiqiao_outbox_oldest_seconds",
            "Age of the oldest event that reactions of a queue have yet to answer.",
            labels=["queue"],
        )
        for queue, since in queues_waiting_since():
            ages.add_metric([queue], _age(since))
        yield ages
        yield GaugeMetricFamily(
            "tiqiao_index_lag_seconds",
            "Age of the oldest change of a listing that is yet to be indexed; 0 where none is.",
            value=_age(oldest_waiting(INDEXING)),
        )
        yield GaugeMetricFamily(
            "tiqiao_payment_events_oldest_seconds",
            "Age of the oldest word of a payment provider that nothing was made of; 0 where none is.",
            value=_age(webhooks_waiting_since()),
        )


class _Jobs(Collector):
    """When each job of the schedule, and a backup, last ran to its end, and what it counted."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The families, as of now."""
        ages = GaugeMetricFamily(
            "tiqiao_job_age_seconds", "Seconds since a job last ran to its end.", labels=["job"]
        )
        results = GaugeMetricFamily(
            "tiqiao_job_result",
            "What a job counted when it last ran: of deals_check the things that are wrong.",
            labels=["job"],
        )
        for run in job_runs():
            ages.add_metric([run.name], _age(run.finished_at))
            if run.result is not None:
                results.add_metric([run.name], run.result)
        yield ages
        yield results


def _age(since: datetime | None) -> float:
    return (timezone.now() - since).total_seconds() if since else 0.0


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """All metrics as text. Not found for whoever does not show the token, and where none is set."""
    given = request.headers.get("Authorization", "")
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not compare_digest(given.encode(), wanted.encode()):
        raise Http404
    stored = CollectorRegistry()
    stored.register(_Outbox())
    stored.register(_Jobs())
    answer: HttpResponse = ExportToDjangoView(request)
    answer.content += generate_latest(stored)
    return answer
