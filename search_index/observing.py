"""How long requests took and how they ended: for an operator's page, and for whoever listens."""

from __future__ import annotations

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import numpy as np

from .contracts import (
    CandidateQuery,
    Figures,
    IndexAway,
    InvalidDocument,
    InvalidQuery,
    Observation,
    SearchQuery,
)
from .kinds import kinds_asked

REMEMBERED = 1000  # observations of each operation


class Watch:
    """Tells ``observe`` of each request, and remembers the last ones of this process."""

    def __init__(self, observe: Callable[[Observation], None] | None = None) -> None:
        self._observe = observe
        self._lock = threading.Lock()
        self._recent: defaultdict[str, deque[Observation]] = defaultdict(
            lambda: deque(maxlen=REMEMBERED)
        )

    @contextmanager
    def watching(self, operation: str, shape: Mapping[str, object]) -> Iterator[None]:
        """Observe what happens within; an error passes on."""
        started = time.perf_counter()
        outcome = "failed"
        try:
            yield
            outcome = "ok"
        except (InvalidQuery, InvalidDocument):
            outcome = "refused"
            raise
        except IndexAway:
            outcome = "away"
            raise
        finally:
            seconds = time.perf_counter() - started
            self._add(Observation(operation, seconds, outcome, shape))

    def figures(self) -> dict[str, Figures]:
        """Operation → figures of its last requests."""
        with self._lock:
            recent = {name: list(seen) for name, seen in sorted(self._recent.items())}
        return {name: _figures(seen) for name, seen in recent.items()}

    def _add(self, observation: Observation) -> None:
        with self._lock:
            self._recent[observation.operation].append(observation)
        if self._observe is not None:
            self._observe(observation)


def query_shape(query: SearchQuery | CandidateQuery) -> dict[str, object]:
    """What makes a query dear, never its words: they may be somebody's secret."""
    shape: dict[str, object] = {
        "characters": len(query.text) if isinstance(query.text, str) else 0,
        "kinds": len(kinds_asked(query.kinds)),
        "vector": query.vector is not None,
        "size": query.size,
    }
    if isinstance(query, SearchQuery):
        shape |= {
            "filters": ",".join(sorted(query.filters)),
            "offset": query.offset,
            "newest_first": query.newest_first,
            "tokens_of_reader": len(query.audience),
        }
    return shape


def _figures(seen: list[Observation]) -> Figures:
    times = [1000 * one.seconds for one in seen]
    p50, p95 = np.percentile(times, [50, 95])
    failed = sum(one.outcome in {"failed", "away"} for one in seen)
    return Figures(len(seen), failed, float(p50), float(p95))
