"""Documents written, written again and withdrawn, on both backends."""

from __future__ import annotations

import itertools

from search_index.contracts import Backend, CandidateQuery, StoredVersion
from tests.search_index.listings import document, found, vector


def test_withdrawn_is_not_found_and_a_late_write_does_not_raise_it(index: Backend):
    index.write([document(1, "石墨烯", near="a", version=1)], wait=True)
    index.write([document(1, "石墨烯", near="a", version=3, visible=False)], wait=True)
    assert list(index.write([document(1, "石墨烯", near="a", version=2)], wait=True)) == [1]
    assert found(index, "石墨烯", vector=vector("a")) == []
    wanted = CandidateQuery("石墨烯", frozenset({"need"}), vector=vector("a"))
    assert list(index.candidates(wanted)) == []
    assert list(index.versions([1])) == [StoredVersion(1, 3, False, "encoder-1")]
    assert index.status().documents == {}


def test_the_newest_version_wins_in_whatever_order(index: Backend):
    orders = list(itertools.permutations((1, 2, 3)))
    for number, order in enumerate(orders):
        for version in order:
            index.write([document(number, f"稀土 v{version}", version=version)], wait=False)
    index.write([document(999, "完")], wait=True)
    assert sorted(found(index, "v3")) == list(range(len(orders)))
    assert found(index, "v1") == found(index, "v2") == []
    assert list(index.versions([1, 404])) == [StoredVersion(1, 3, True)]


def test_the_same_version_again_repairs(index: Backend):
    index.write([document(1, "石墨")], wait=True)
    assert list(index.write([document(1, "水稻")], wait=True)) == []
    assert (found(index, "水稻"), found(index, "石墨")) == ([1], [])


def test_one_batch_may_hold_a_document_twice(index: Backend):
    batch = [document(1, "新", version=2), document(1, "旧", version=1)]
    assert list(index.write(batch, wait=True)) == [1]
    assert (found(index, "新"), found(index, "旧")) == ([1], [])


def test_one_id_with_another_kind_is_one_document(index: Backend):
    index.write([document(1, kind="need")], wait=True)
    index.write([document(1, kind="achievement", version=2)], wait=True)
    assert index.status().documents == {"achievement": 1}


def test_nothing_to_write_is_nothing_refused(index: Backend):
    assert list(index.write([], wait=True)) == []
    assert list(index.versions([])) == []
