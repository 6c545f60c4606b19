"""What an operator watches: reactions that gave up, the index."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from backend.core.models import Delivery
from backend.core.selectors import deliveries_dead
from search_index import facade as search_index
from search_index.contracts import IndexStatus, SearchError


@dataclass(frozen=True, slots=True)
class Operations:
    """``index`` is None where it does not answer, and ``index_error`` says why."""

    dead: QuerySet[Delivery]
    pending: int
    index: IndexStatus | None
    index_error: str


def operations() -> Operations:
    """Everything that waits for an operator, and how the index is."""
    index, index_error = None, ""
    try:
        index = search_index.status()
    except SearchError as error:
        index_error = str(error)
    return Operations(
        dead=deliveries_dead(),
        pending=Delivery.objects.filter(state=Delivery.State.PENDING).count(),
        index=index,
        index_error=index_error,
    )
