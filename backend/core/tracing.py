"""One trace from a request through the outbox to what it sets off; without OpenTelemetry, nothing.

A delivery keeps the W3C ``traceparent`` of who published its event, and runs as a child of it, in
whatever process and whenever it runs. OpenTelemetry is an extra: config/tracing.py starts it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

_HEADER = "traceparent"
_TRACERS: list[Tracer] = []  # the one that traces now; none where nothing is traced


def trace_with(tracer: Tracer | None) -> None:
    """Trace from now on, or no more."""
    _TRACERS[:] = [] if tracer is None else [tracer]


def trace_carried() -> str:
    """The ``traceparent`` of what runs now, "" where nothing is traced."""
    if not _TRACERS:
        return ""
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    carrier: dict[str, str] = {}
    TraceContextTextMapPropagator().inject(carrier)
    return carrier.get(_HEADER, "")


def traced(name: str, carried: str, **attributes: Any) -> Any:
    """A context in which a piece of work is a span of the trace that ``carried`` names.

    Attributes are ids and names of ours, never words or people. Errors of the work are told in it.
    """
    return _span(name, carried, attributes) if _TRACERS else nullcontext()


@contextmanager
def _span(name: str, carried: str, attributes: dict[str, Any]) -> Iterator[None]:
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    context = TraceContextTextMapPropagator().extract({_HEADER: carried} if carried else {})
    with _TRACERS[0].start_as_current_span(name, context=context, attributes=attributes):
        yield
