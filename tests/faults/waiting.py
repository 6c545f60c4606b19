"""Waiting for what a scenario needs to have happened."""

from __future__ import annotations

import time
from collections.abc import Callable

from backend.catalog.models import Listing, Status


def until(met: Callable[[], bool], patience: float = 120) -> None:
    """Wait until ``met``. Raises TimeoutError after ``patience`` seconds."""
    deadline = time.monotonic() + patience
    while not met():
        if time.monotonic() > deadline:
            raise TimeoutError("what was waited for did not come")
        time.sleep(0.1)


def until_published(count: int) -> None:
    """Wait until so many listings were published."""
    until(lambda: Listing.objects.exclude(status=Status.DRAFT).count() >= count, patience=600)
