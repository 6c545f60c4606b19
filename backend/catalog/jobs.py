"""What the clock does to listings."""

from __future__ import annotations

from . import services


def needs_expire() -> int:
    """Needs whose deadline has passed leave the market; their authors rate, or publish them again."""
    return services.needs_expire()
