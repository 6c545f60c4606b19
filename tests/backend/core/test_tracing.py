"""One trace from a request to the notice in somebody's inbox; nothing where nobody traces."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import Tracer

from backend.config.tracing import tracing_start
from backend.core.dispatcher import deliver_all
from backend.core.models import Delivery
from backend.core.tracing import trace_with
from tests import factories
from tests.factories import Market

pytestmark = pytest.mark.django_db
SPANS = InMemorySpanExporter()


@pytest.fixture
def tracer() -> Iterator[Tracer]:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(SPANS))
    found = provider.get_tracer("test")
    trace_with(found)
    yield found
    trace_with(None)
    SPANS.clear()


def test_what_a_request_sets_off_stands_in_its_trace(market: Market, tracer: Tracer) -> None:
    with tracer.start_as_current_span("POST /needs/") as request:
        factories.achievement(market.researcher)
        factories.need(market.buyer)
    deliver_all()
    spans = {span.name: span for span in SPANS.get_finished_spans()}
    wanted = request.get_span_context().trace_id
    assert {span.context.trace_id for span in spans.values() if span.context} == {wanted}
    reactions = set(Delivery.objects.values_list("reaction", flat=True))
    assert reactions <= {*spans, "POST /needs/"}
    assert len(reactions) > 2
    assert not {key for span in spans.values() for key in span.attributes or {}} - {"event_id"}


def test_nothing_is_kept_where_nobody_traces(market: Market, settings: LazySettings) -> None:
    factories.need(market.buyer)
    assert set(Delivery.objects.values_list("trace", flat=True)) == {""}
    settings.TRACES_URL = ""
    tracing_start("web")
    deliver_all()
    assert not SPANS.get_finished_spans()
