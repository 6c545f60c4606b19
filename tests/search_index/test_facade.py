"""The facade: configuration, and what importing it must not bring."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from search_index import facade
from search_index.contracts import CandidateQuery, IndexUnavailable
from tests.search_index.listings import document, query

PROJECT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def unconfigured(monkeypatch):
    monkeypatch.setattr(facade, "_backend", None)


def test_the_round_of_its_functions(tmp_path):
    facade.configure(backend="embedded", path=tmp_path / "deep" / "search.sqlite3")
    facade.prepare("encoder-1", 8)
    assert list(facade.index([document(1)])) == []
    assert [hit.id for hit in facade.search(query("石墨烯")).hits] == [1]
    assert list(facade.candidates_for(CandidateQuery("石墨烯", frozenset({"need"})))) == [1]
    assert [held.version for held in facade.versions([1])] == [1]
    status = facade.status()
    assert (status.backend, status.encoder_version) == ("embedded", "encoder-1")
    facade.clear()
    with pytest.raises(IndexUnavailable):
        facade.status()


def test_unconfigured_says_so():
    with pytest.raises(RuntimeError, match="configure"):
        facade.search(query("石墨烯"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"backend": "embedded"}, "path"),
        ({"backend": "elasticsearch"}, "host"),
        ({"backend": "elasticsearch", "hosts": ["https://127.0.0.1:1"], "ca": "no.pem"}, "no.pem"),
        ({"backend": "elasticsearch", "hosts": ["http://127.0.0.1:1"], "prefix": "No*"}, "prefix"),
        ({"backend": "solr"}, "solr"),
    ],
)
def test_a_faulty_configuration_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        facade.configure(**arguments)


def test_similarity_floor_bounds_what_the_vector_finds(tmp_path):
    from tests.search_index.listings import vector

    facade.configure(backend="embedded", path=tmp_path / "s.sqlite3", similarity_floor=0.999)
    facade.prepare("encoder-1", 8)
    facade.index([document(1, near="a"), document(2, near="b")])
    assert [hit.id for hit in facade.search(query(vector=vector("a"))).hits] == [1]


def test_import_brings_neither_client_nor_framework():
    code = (
        "import sys, search_index.facade, search_index.contracts\n"
        "search_index.facade.configure(backend='elasticsearch', hosts=['http://127.0.0.1:1'])\n"
        "print({'elasticsearch', 'django', 'opencc', 'torch'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_no_module_of_the_engine_imports_django():
    named = [
        path.name
        for path in (PROJECT / "search_index").rglob("*.py")
        if "django" in path.read_text(encoding="utf-8")
    ]
    assert named == []
