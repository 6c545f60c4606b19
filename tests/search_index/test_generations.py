"""Generations on both backends: built beside the one in force, put in force in one step, kept."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_index.contracts import (
    Backend,
    IndexOutdated,
    IndexUnavailable,
    StoredVersion,
    Vector,
)
from tests.search_index.conftest import DIMENSION, ENCODER
from tests.search_index.listings import document, query, vector

Open = Callable[[], Backend]
SECOND = {"encoder_version": "encoder-2", "dimension": 3}
FRESH = Vector(np.array([1, 2, 3], dtype=np.float32), "encoder-2")


def found(index: Backend, text: str = "", **changes) -> list[int]:
    return [hit.id for hit in index.search(query(text, **changes)).hits]


def begin(index: Backend, *, resume: bool = False, encoder: str = ENCODER) -> None:
    index.begin(encoder_version=encoder, dimension=DIMENSION, resume=resume)


def test_a_rebuild_takes_in_what_is_written_meanwhile(index: Backend, open_backend: Open):
    other = open_backend()
    index.write([document(1, "石墨烯"), document(2, "水稻")], wait=True)
    first = index.status().generation
    begin(index)
    other.write([document(3, "电池"), document(1, "石墨烯", version=2, visible=False)], wait=True)
    # What the builder read before is older, and loses.
    index.write_next([document(1, "石墨烯"), document(2, "水稻")])
    assert found(other, "水稻") == [2]
    index.promote()
    assert sorted(found(index)) == sorted(found(other)) == [2, 3]
    status = other.status()
    assert status.generation != first
    assert (status.previous, status.next, status.documents) == (first, "", {"need": 2})


def test_nobody_sees_a_half_built_one(index: Backend):
    index.write([document(1, "石墨烯")], wait=True)
    begin(index)
    index.write_next([document(2, "石墨烯")])
    assert found(index, "石墨烯") == [1]
    assert index.status().next
    assert [row.id for row in index.versions([1, 2], of="next")] == [2]
    assert [row.id for row in index.versions([1, 2])] == [1]


def test_what_was_begun_is_taken_up_or_dropped(index: Backend, open_backend: Open):
    begin(index)
    name = index.status().next
    index.write_next([document(1)])
    begin(open_backend(), resume=True)
    assert index.status().next == name
    assert index.versions([1], of="next")
    begin(index)
    assert not index.versions([1], of="next")


def test_one_begun_for_another_encoder_is_not_taken_up(index: Backend):
    begin(index)
    with pytest.raises(IndexUnavailable, match="without resuming"):
        begin(index, resume=True, encoder="encoder-2")


def test_going_back_and_forth(index: Backend):
    index.write([document(1, "石墨烯")], wait=True)
    begin(index)
    index.write_next([document(2, "石墨烯")])
    index.promote()
    assert found(index, "石墨烯") == [2]
    index.revert()
    assert found(index, "石墨烯") == [1]
    index.revert()
    assert found(index, "石墨烯") == [2]


def test_only_one_earlier_generation_is_kept(index: Backend):
    names = [index.status().generation]
    for _ in range(3):
        begin(index)
        index.promote()
        names.append(index.status().generation)
        assert index.status().previous == names[-2]
    assert len(set(names)) == 4


@pytest.mark.servers
@pytest.mark.parametrize("backend", ["elasticsearch"], indirect=True)
def test_a_merge_that_takes_too_long_holds_nothing_up(index: Backend, monkeypatch):
    monkeypatch.setattr("search_index.elastic.register.MERGING", 1e-6)
    begin(index)
    index.write_next([document(1, "石墨烯")])
    coming = index.status().next
    index.promote()
    assert index.status().generation == coming
    assert found(index) == [1]


@pytest.mark.parametrize("call", ["promote", "revert"])
def test_without_a_generation_to_go_to_nothing_changes(index: Backend, call: str):
    index.write([document(1)], wait=True)
    with pytest.raises(IndexUnavailable, match="generation"):
        getattr(index, call)()
    assert found(index) == [1]


def test_another_encoder_needs_a_rebuild_and_says_so(
    index: Backend, open_backend: Open, caplog: pytest.LogCaptureFixture
):
    index.write([document(1, "石墨烯", near="a")], wait=True)
    other = open_backend()
    with caplog.at_level(logging.WARNING):
        other.prepare(**SECOND)
    assert "encoder-2" in caplog.text
    assert "encoder-2" in other.status().outdated
    assert other.status().encoder_version == ENCODER
    # Words are found meanwhile; vectors do not mix, whichever side they come from.
    assert other.search(query("石墨烯", vector=FRESH)).lexical_only
    other.write([document(2, "水稻", public_vector=FRESH)], wait=True)
    assert found(other, "水稻") == [2]
    assert other.versions([2]) == [StoredVersion(2, 1, True)]
    other.begin(**SECOND, resume=False)
    other.write_next([document(n, "石墨烯", public_vector=FRESH) for n in (1, 2)])
    other.promote()
    assert sorted(found(other, vector=FRESH)) == [1, 2]
    assert other.status().outdated == ""
    assert open_backend().search(query("石墨烯", vector=vector("a"))).lexical_only


def test_another_schema_is_neither_read_nor_written(
    index: Backend, open_backend: Open, backend: str
):
    index.write([document(1, "石墨烯")], wait=True)
    newer = open_backend()
    # As if opened by a program with another mapping.
    schema = {"embedded": "9.9", "elasticsearch": "0123abcd"}[backend]
    newer._store._register.__dict__["schema"] = schema  # type: ignore[attr-defined]
    for call in (
        lambda: newer.prepare(encoder_version=ENCODER, dimension=DIMENSION),
        lambda: newer.search(query("石墨烯")),
        lambda: newer.write([document(2)], wait=True),
    ):
        with pytest.raises(IndexOutdated, match="rebuild"):
            call()
    assert "rebuild" in newer.status().outdated
    assert found(index, "石墨烯") == [1]
    begin(newer)
    newer.write_next([document(1, "石墨烯")])
    # The program before goes on in its own generation until the new one is in force.
    index.write([document(3, "石墨烯")], wait=True)
    assert [row.id for row in index.versions([1, 3])] == [1, 3]
    assert [row.id for row in newer.versions([1, 3], of="next")] == [1]
    newer.promote()
    assert found(newer, "石墨烯") == [1]
    with pytest.raises(IndexOutdated):
        newer.revert()
    with pytest.raises(IndexOutdated):
        index.write([document(4)], wait=True)


def test_scanning_goes_through_all_ids_in_order(index: Backend):
    ids = [5, 1, 9, 2**40, 7]
    index.write([document(n, visible=n != 7, version=3) for n in ids], wait=True)
    seen: list[StoredVersion] = []
    after = -1
    while page := index.scan(after, 2):
        seen.extend(page)
        after = page[-1].id
    assert seen == [StoredVersion(n, 3, n != 7) for n in sorted(ids)]


def test_versions_tell_whose_vectors_are_held(index: Backend):
    index.write([document(1, near="a"), document(2)], wait=True)
    assert [row.encoder_version for row in index.versions([1, 2])] == [ENCODER, ""]
    index.write([document(1, version=2)], wait=True)
    assert index.versions([1])[0].encoder_version == ""


def test_searches_go_on_while_generations_change(index: Backend, open_backend: Open):
    index.write([document(1, "石墨烯")], wait=True)
    stop, faults = threading.Event(), []

    def read() -> None:
        mine = open_backend()
        while not stop.is_set():
            try:
                if found(mine, "石墨烯") != [1]:
                    faults.append("not found")
            except Exception as error:
                faults.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(3):
        begin(index)
        index.write_next([document(1, "石墨烯")])
        index.promote()
        index.revert()
        index.revert()
    stop.set()
    reader.join()
    assert faults == []


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.integers(0, 4), st.integers(1, 6), st.booleans()),
        st.sampled_from([("begin",), ("resume",), ("fill",), ("promote",)]),
    ),
    max_size=14,
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_whatever_the_order_the_newest_version_is_in_force(open_backend: Open, steps: list):
    """The builder reads what is newest, as it does from a database, whenever it comes to it."""
    index = open_backend()
    index.clear()
    index.prepare(encoder_version=ENCODER, dimension=DIMENSION)
    newest: dict[int, StoredVersion] = {}
    for step, *rest in steps:
        if step == "write":
            number, version, visible = rest
            held = newest.get(number, StoredVersion(number, 0, False))
            if version > held.version:
                newest[number] = StoredVersion(number, version, visible)
            else:
                visible = held.visible if version == held.version else visible
            index.write([document(number, version=version, visible=visible)], wait=False)
        elif step in ("begin", "resume"):
            begin(index, resume=step == "resume")
        elif index.status().next:
            index.write_next(
                [
                    document(row.id, version=row.version, visible=row.visible)
                    for row in newest.values()
                ]
            )
            if step == "promote":
                index.promote()
    assert {row.id: row for row in index.versions(list(range(5)))} == newest
    assert index.status().documents.get("need", 0) <= len(newest)


def test_a_document_that_is_too_long_is_cut_and_counted(index: Backend):
    """Nothing of its rights, facets or title is lost, and its beginning is found."""
    long = document(1, "石墨烯", details="散热 " * 100_000, facets={"field": ["materials"]})
    index.write([long, document(2, "石墨烯", details="散热")], wait=True)
    assert sorted(found(index, "石墨烯散热")) == [1, 2]
    assert index.status().cut == 1
    assert index.search(query("石墨烯")).facets["field"] == {"materials": 1}
