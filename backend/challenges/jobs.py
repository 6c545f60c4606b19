"""What the schedule does with calls."""

from __future__ import annotations

from .selectors import calls_closing
from .services import call_close


def calls_close() -> int:
    """Close calls whose deadline is over; how many."""
    return sum(call_close(call_id=pk) for pk in calls_closing().values_list("pk", flat=True))
