"""What is counted and logged of requests to the search index."""

from __future__ import annotations

import structlog
from django.conf import settings

from search_index.contracts import Observation

from .metrics import index_request_count

log = structlog.get_logger()


def observe(observation: Observation) -> None:
    """Count it; log what was slow, by its shape: the words may be somebody's secret."""
    index_request_count(observation)
    milliseconds = round(1000 * observation.seconds)
    if milliseconds >= settings.SEARCH_SLOW_MS and observation.operation != "index":
        log.warning(
            "search_slow",
            operation=observation.operation,
            outcome=observation.outcome,
            ms=milliseconds,
            **observation.shape,
        )
