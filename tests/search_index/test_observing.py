"""What is told of requests: times, outcomes and shapes, never words."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_index import facade
from search_index.contracts import IndexUnavailable, InvalidQuery, Observation
from tests.search_index.listings import document, query, vector

SECRET = "绝密配方"


@pytest.fixture
def seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Observation]:
    monkeypatch.setattr(facade, "_backend", None)
    monkeypatch.setattr(facade, "_watch", facade._watch)
    observed: list[Observation] = []
    facade.configure(backend="embedded", path=tmp_path / "s.sqlite3", observe=observed.append)
    return observed


def test_every_outcome_is_told(seen: list[Observation]):
    with pytest.raises(IndexUnavailable):
        facade.search(query(SECRET))
    facade.prepare("encoder-1", 8)
    facade.index([document(1), document(2)])
    facade.search(query(SECRET, vector=vector("a"), filters={"field": frozenset({"materials"})}))
    with pytest.raises(InvalidQuery):
        facade.search(query(SECRET, size=0))
    with pytest.raises(InvalidQuery):
        facade.search(query(None))  # type: ignore[arg-type]
    assert [(o.operation, o.outcome) for o in seen] == [
        ("search", "failed"),
        ("index", "ok"),
        ("search", "ok"),
        ("search", "refused"),
        ("search", "refused"),
    ]
    assert seen[1].shape == {"documents": 2}
    shape = dict(seen[2].shape)
    assert (shape["characters"], shape["vector"], shape["filters"]) == (4, True, "field")
    assert all(o.seconds >= 0 for o in seen)


def test_no_word_of_a_query_is_told(seen: list[Observation]):
    facade.prepare("encoder-1", 8)
    facade.search(query(SECRET, audience=["org:4711"], filters={"field": frozenset({SECRET})}))
    assert SECRET not in repr(seen)
    assert "4711" not in repr(seen)


def test_figures_are_of_the_last_requests(seen: list[Observation]):
    facade.prepare("encoder-1", 8)
    for _ in range(3):
        facade.search(query(SECRET))
    facade.clear()
    with pytest.raises(IndexUnavailable):
        facade.search(query(SECRET))
    figures = facade.figures()["search"]
    assert (figures.count, figures.failed) == (4, 1)
    assert 0 < figures.p50 <= figures.p95
