"""A refusal leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from backend.core.models import Event


@contextmanager
def refused(
    kinds: type[Exception] | tuple[type[Exception], ...], match: str | None = None
) -> Iterator[pytest.ExceptionInfo[Any]]:
    """The block is refused, and nothing was written: a service tells each write by an event, in the
    write's own transaction."""
    before = Event.objects.count()
    with pytest.raises(kinds, match=match) as found:
        yield found
    assert Event.objects.count() == before, "something was written before the refusal"
