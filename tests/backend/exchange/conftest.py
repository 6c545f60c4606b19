"""What the exchange's stories share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from backend.core.dispatcher import deliver_due


@pytest.fixture
def drain() -> Callable[[], int]:
    """Runs what is due and needs no encoder."""
    return lambda: deliver_due(queues=frozenset({"default"}))
