"""What the clock does to listings."""

from __future__ import annotations

from . import services


def listings_expire() -> int:
    """What names a last day that has passed leaves the market; its authors may publish it again."""
    return services.listings_expire()
