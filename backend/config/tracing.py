"""OpenTelemetry, where the extra ``tracing`` is installed and an address is set.

It is started in each process that serves, after it was forked: an exporter's thread does not live
through a fork. Requests, statements of the database, Redis and Celery's tasks are spans; reactions of
the outbox are spans of the trace of who published (core/tracing.py).
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from backend.core.tracing import trace_with


def tracing_start(role: str) -> None:
    """Begin to trace this process as ``role`` (web, default, matching), if the settings say where to.

    Raises ImproperlyConfigured where they do and the extra is missing.
    """
    if not settings.TRACES_URL:
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.instrumentation.celery import CeleryInstrumentor
        from opentelemetry.instrumentation.django import DjangoInstrumentor
        from opentelemetry.instrumentation.psycopg import PsycopgInstrumentor
        from opentelemetry.instrumentation.redis import RedisInstrumentor
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise ImproperlyConfigured(
            "TIQIAO_TRACES_URL is set: python3 deploy/local/setup.py --product --tracing"
        ) from error
    named = Resource.create({"service.name": f"tiqiao-{role}"})
    provider = TracerProvider(resource=named)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(settings.TRACES_URL)))
    for instrument in (
        DjangoInstrumentor,
        PsycopgInstrumentor,
        RedisInstrumentor,
        CeleryInstrumentor,
    ):
        instrument().instrument(tracer_provider=provider)
    trace_with(provider.get_tracer("tiqiao"))
