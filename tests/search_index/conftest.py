"""An index on each backend, empty and prepared, for every test that asks for one."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from search_index.contracts import Backend
from search_index.facade import open_index

DIMENSION = 8
ENCODER = "encoder-1"


@pytest.fixture(params=["embedded", pytest.param("elasticsearch", marks=pytest.mark.servers)])
def backend(request: pytest.FixtureRequest) -> str:
    """The name of the backend under test."""
    return str(request.param)


@pytest.fixture
def open_backend(
    backend: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Callable[[], Backend]]:
    """Opens the same index again and again, as other processes do."""
    prefix = f"test-{uuid.uuid4().hex[:12]}"

    def open_again() -> Backend:
        if backend == "embedded":
            return open_index(backend="embedded", path=tmp_path / "search.sqlite3")
        url = request.getfixturevalue("elasticsearch_url")
        return open_index(backend="elasticsearch", hosts=[url], prefix=prefix, timeout=30)

    yield open_again
    open_again().clear()


@pytest.fixture
def index(open_backend: Callable[[], Backend]) -> Backend:
    """An empty index, prepared."""
    opened = open_backend()
    opened.prepare(encoder_version=ENCODER, dimension=DIMENSION)
    return opened
