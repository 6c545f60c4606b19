"""What runs by the clock: job → (first run after, then every), in seconds."""

from __future__ import annotations

from collections.abc import Callable

from backend.discovery.jobs import listings_repair, outcomes_note_ignored

SCHEDULE: dict[Callable[[], object], tuple[float, float]] = {
    listings_repair: (60, 300),
    outcomes_note_ignored: (600, 86_400),
}
