"""The Elasticsearch backend when its server is not there, and once it is back."""

from __future__ import annotations

from pathlib import Path

import pytest

from deploy.local import servers
from deploy.local.process import free_port
from search_index.contracts import CandidateQuery, IndexUnavailable
from search_index.facade import open_index
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


@pytest.mark.servers
def test_a_node_stopped_and_started_again(tmp_path: Path):
    with servers.running_servers(tmp_path, ["elasticsearch"], report=lambda _: None) as addresses:
        index = open_index(
            backend="elasticsearch", hosts=[addresses["ELASTICSEARCH_URL"]], timeout=5
        )
        index.prepare(encoder_version="encoder-1", dimension=8)
        index.write([document(1)], wait=True)
        servers.stop(tmp_path)
        for call in every_call(index):
            with pytest.raises(IndexUnavailable):
                call()
        again = servers.start(tmp_path, ["elasticsearch"], durable=False, report=lambda _: None)
        assert again == addresses
        assert [hit.id for hit in index.search(query("石墨烯")).hits] == [1]
        assert list(index.write([document(2)], wait=True)) == []
        assert len(index.search(query("石墨烯")).hits) == 2
