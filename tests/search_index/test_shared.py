"""An index that several threads and processes open, prepare, clear and find broken."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from search_index.contracts import Backend, CandidateQuery, IndexUnavailable
from tests.search_index.listings import document, found, query, vector


def test_other_processes_see_writes(index: Backend, open_backend: Callable[[], Backend]):
    other = open_backend()
    assert found(other, "石墨烯") == []
    index.write([document(1, near="a")], wait=True)
    assert found(other, "石墨烯", vector=vector("a")) == [1]
    other.write([document(1, version=2, visible=False)], wait=True)
    assert found(index, "石墨烯", vector=vector("a")) == []


def test_concurrent_writers_lose_nothing(index: Backend, open_backend: Callable[[], Backend]):
    def write(first: int) -> None:
        mine = open_backend()
        for number in range(first, first + 10):
            mine.write([document(number)], wait=False)

    threads = [threading.Thread(target=write, args=(first,)) for first in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    index.write([document(999)], wait=True)
    assert index.status().documents == {"need": 31}


def test_before_prepare_and_after_clear_it_is_unavailable(
    index: Backend, open_backend: Callable[[], Backend]
):
    index.write([document(1)], wait=True)
    other = open_backend()
    assert found(other, "石墨烯") == [1]
    index.clear()
    for call in (
        lambda: index.search(query("石墨烯")),
        lambda: other.search(query("石墨烯")),
        lambda: index.write([document(1)], wait=True),
        lambda: index.candidates(CandidateQuery("石墨烯", frozenset({"need"}))),
        lambda: index.versions([1]),
        lambda: other.status(),
    ):
        with pytest.raises(IndexUnavailable):
            call()
    index.prepare(encoder_version="encoder-1", dimension=8)
    assert found(other, "石墨烯") == []
    index.clear()
    index.clear()


def test_prepare_again_keeps_everything(index: Backend):
    index.write([document(1, near="a")], wait=True)
    index.prepare(encoder_version="encoder-1", dimension=8)
    assert found(index, vector=vector("a")) == [1]


def test_embedded_file_that_is_none_is_unavailable(tmp_path: Path):
    from search_index.facade import open_index

    path = tmp_path / "search.sqlite3"
    path.write_bytes(b"no database at all" * 100)
    broken = open_index(backend="embedded", path=path)
    with pytest.raises(IndexUnavailable):
        broken.prepare(encoder_version="encoder-1", dimension=8)
    with pytest.raises(IndexUnavailable):
        broken.search(query("石墨烯"))
