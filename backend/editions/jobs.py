"""What the schedule does for catalogues."""

from __future__ import annotations

from .services import editions_publish_due


def editions_publish() -> int:
    """Publish what is approved and whose day has come; returns how many."""
    return editions_publish_due()
