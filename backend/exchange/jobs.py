"""What the schedule does for the exchange."""

from __future__ import annotations

from .services import records_heal, runs_go_on

SECONDS = 120  # that harvests go on at a time


def exchange_heal() -> int:
    """Write what the feed lacks; returns how many records changed."""
    return records_heal()


def markets_harvest() -> int:
    """Go on with harvests and begin those that are due; returns how many pages were read."""
    return runs_go_on(seconds=SECONDS)
