"""The Elasticsearch backend when its server is not there, and once it is back."""

from __future__ import annotations

import uuid

import pytest
from elasticsearch import Elasticsearch

from deploy.local.process import free_port
from search_index.contracts import CandidateQuery, IndexUnavailable
from search_index.facade import open_index
from tests.conftest import Node
from tests.search_index.listings import document, query


def every_call(index):
    yield lambda: index.prepare(encoder_version="encoder-1", dimension=8)
    yield lambda: index.write([document(1)], wait=True)
    yield lambda: index.search(query("石墨烯"))
    yield lambda: index.candidates(CandidateQuery("石墨烯", frozenset({"need"})))
    yield lambda: index.versions([1])
    yield index.status
    yield index.clear


def test_a_server_that_is_not_there():
    url = f"http://127.0.0.1:{free_port()}"
    index = open_index(backend="elasticsearch", hosts=[url], timeout=2)
    for call in every_call(index):
        with pytest.raises(IndexUnavailable):
            call()


def test_after_some_failures_nobody_waits_any_more():
    url = f"http://127.0.0.1:{free_port()}"
    index = open_index(backend="elasticsearch", hosts=[url], timeout=2)
    said = []
    for _ in range(5):
        with pytest.raises(IndexUnavailable) as fault:
            index.search(query("石墨烯"))
        said.append("not asked for" in str(fault.value))
    assert said == [False, False, False, True, True]


@pytest.mark.servers
def test_shards_and_replicas_are_as_told(elasticsearch_url: str):
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    index = open_index(
        backend="elasticsearch", hosts=[elasticsearch_url], prefix=prefix, shards=2, replicas=0
    )
    index.prepare(encoder_version="encoder-1", dimension=8)
    try:
        index.write([document(n) for n in range(20)], wait=True)
        assert index.search(query("石墨烯", size=50)).total == 20
        with Elasticsearch(elasticsearch_url) as client:
            (found,) = client.indices.get_settings(index=f"{prefix}-listings").body.values()
        settings = found["settings"]["index"]
        assert (settings["number_of_shards"], settings["number_of_replicas"]) == ("2", "0")
    finally:
        index.clear()


@pytest.mark.servers
def test_an_alias_that_was_deleted_is_given_back(elasticsearch_url: str):
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    index = open_index(backend="elasticsearch", hosts=[elasticsearch_url], prefix=prefix)
    index.prepare(encoder_version="encoder-1", dimension=8)
    index.write([document(1)], wait=True)
    name = index.status().generation
    try:
        with Elasticsearch(elasticsearch_url) as client:
            client.indices.delete_alias(index=name, name=f"{prefix}-listings")
        with pytest.raises(IndexUnavailable):
            index.write([document(2)], wait=True)
        index.prepare(encoder_version="encoder-1", dimension=8)
        index.write([document(2)], wait=True)
        assert index.status().generation == name
        assert len(index.search(query("石墨烯")).hits) == 2
    finally:
        index.clear()


@pytest.mark.servers
def test_an_index_that_was_deleted_does_not_come_back_without_its_mapping(elasticsearch_url: str):
    prefix = f"test-{uuid.uuid4().hex[:12]}"
    index = open_index(backend="elasticsearch", hosts=[elasticsearch_url], prefix=prefix)
    index.prepare(encoder_version="encoder-1", dimension=8)
    name = index.status().generation
    with Elasticsearch(elasticsearch_url) as client:
        store = index._store._register.volume(index._store._current())  # type: ignore[attr-defined]
        client.indices.delete(index=name)
        with pytest.raises(IndexUnavailable):
            store.write([document(1)], wait=True)
        assert not client.indices.exists(index=name)


@pytest.mark.servers
def test_a_node_stopped_and_started_again(stoppable_node: Node):
    index = open_index(
        backend="elasticsearch", hosts=[stoppable_node.url], prefix="outage", timeout=5
    )
    index.prepare(encoder_version="encoder-1", dimension=8)
    index.write([document(1)], wait=True)
    stoppable_node.stop()
    for call in every_call(index):
        with pytest.raises(IndexUnavailable):
            call()
    assert stoppable_node.start() == stoppable_node.url
    assert [hit.id for hit in index.search(query("石墨烯")).hits] == [1]
    assert list(index.write([document(2)], wait=True)) == []
    assert len(index.search(query("石墨烯")).hits) == 2
