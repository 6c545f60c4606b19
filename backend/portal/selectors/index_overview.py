"""What an operator sees of the search index: generations, truth, lag and times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from backend.catalog.kinds import KINDS
from backend.catalog.selectors import published_count
from backend.core.selectors import DeliveryLag, delivery_lag
from backend.discovery.models import IndexCheck, IndexWork
from backend.discovery.reactions import INDEXING
from search_index import facade as search_index
from search_index.contracts import Figures, IndexStatus, SearchError

CHECKS = 10


@dataclass(frozen=True, slots=True)
class KindRow:
    """Listings of a kind on the market, and documents that searches find."""

    kind: str
    published: int
    found: int


@dataclass(frozen=True, slots=True)
class IndexOverview:
    """``status`` is None where the index does not answer, and ``error`` says why.

    ``lag`` is from an event to its listing being found; ``figures`` are of this process alone.
    """

    status: IndexStatus | None
    error: str
    kinds: Sequence[KindRow]
    at_work: bool
    checks: Sequence[IndexCheck]
    lag: DeliveryLag
    figures: Mapping[str, Figures]


def index_overview() -> IndexOverview:
    """How the index is now."""
    status, error = None, ""
    try:
        status = search_index.status()
    except SearchError as fault:
        error = str(fault)
    documents = status.documents if status else {}
    return IndexOverview(
        status=status,
        error=error,
        kinds=[KindRow(kind, published_count(kind), documents.get(kind, 0)) for kind in KINDS],
        at_work=IndexWork.objects.filter(until__gt=timezone.now()).exists(),
        checks=list(IndexCheck.objects.order_by("-pk")[:CHECKS]),
        lag=delivery_lag(INDEXING),
        figures=search_index.figures(),
    )
