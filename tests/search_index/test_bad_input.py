"""Whatever is asked or written: an answer or an error that names the field, on both backends."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from search_index.contracts import Backend, CandidateQuery, InvalidDocument, InvalidQuery, Vector
from tests.search_index.listings import document, found, query, vector

ODD_TEXTS = [
    "!!!…—",
    "的",
    '"未闭合 AND (',
    "title:石墨烯 OR *:* NOT {a TO b}~2^3 /x/",
    "'; DROP TABLE documents; --",
    "words : ^ NEAR(a b) * + -",
    "\ud800石\u202e\x00\x07",
    "石墨烯" * 3333,
    "a" * 10_000,
    "😀🧪",
    "\u0301\u0301",
]

FAULTY_QUERIES = [
    ({"size": 0}, "size"),
    ({"size": 10_000_000}, "size"),
    ({"size": True}, "size"),
    ({"offset": -1}, "offset"),
    ({"offset": 200}, "offset"),
    ({"offset": 10_000_000}, "offset"),
    ({"cursor": "tampered"}, "cursor"),
    ({"kinds": frozenset({"house"})}, "kinds"),
    ({"filters": {"colour": frozenset({"red"})}}, "filters.colour"),
    ({"filters": {"field": "materials"}}, "filters.field"),
    ({"filters": {"field": frozenset({7})}}, "filters.field"),
    ({"filters": {"field": frozenset(map(str, range(5000)))}}, "filters.field"),
    ({"filters": {"field": frozenset({"\ud800"})}}, "filters.field"),
    ({"audience": frozenset({"x" * 500})}, "audience"),
    ({"text": "石" * 100_001}, "text"),
    ({"text": None}, "text"),
    ({"vector": Vector(np.zeros(8, np.float32), "encoder-1")}, "vector"),
    ({"vector": Vector(np.full(8, np.nan, np.float32), "encoder-1")}, "vector"),
    ({"vector": Vector(np.full(8, np.inf, np.float32), "encoder-1")}, "vector"),
    ({"vector": Vector(np.ones(9, np.float32), "encoder-1")}, "vector"),
    ({"vector": Vector(np.ones((8, 1), np.float32), "encoder-1")}, "vector"),
    ({"vector": Vector("abc", "encoder-1")}, "vector"),
]

FAULTY_DOCUMENTS = [
    ({"kind": "house"}, "kind"),
    ({"id": -1}, "id"),
    ({"version": 2**63}, "version"),
    ({"facets": {"colour": ["red"]}}, "facets"),
    ({"facets": {"field": ["\ud800"]}}, "facets.field"),
    ({"audience": ["\x00"]}, "audience"),
    ({"texts": [*document(1).texts, document(1).texts[0]]}, "texts"),
    ({"public_vector": Vector(np.full(8, np.nan, np.float32), "encoder-1")}, "vector"),
    ({"full_vector": Vector(np.ones(5, np.float32), "encoder-1")}, "vector"),
]


def test_any_text_is_a_query(index: Backend):
    index.write([document(1, "电池")], wait=True)
    for text in ODD_TEXTS:
        result = index.search(query(text, vector=vector("a")))
        assert (text, result.total) == (text, 0)
        assert list(index.candidates(CandidateQuery(text, frozenset({"need"})))) == []


def test_a_faulty_query_names_its_field(index: Backend):
    for changes, field in FAULTY_QUERIES:
        with pytest.raises(InvalidQuery) as fault:
            index.search(replace(query("石墨烯"), **changes))
        assert fault.value.field == field, changes


def test_faulty_candidate_queries_name_their_field(index: Backend):
    for changes, field in (({"size": 0}, "size"), ({"kinds": frozenset({"house"})}, "kinds")):
        wanted = {"text": "石墨烯", "kinds": frozenset({"need"})} | changes
        with pytest.raises(InvalidQuery) as fault:
            index.candidates(CandidateQuery(**wanted))
        assert fault.value.field == field


def test_a_faulty_document_is_refused_with_its_whole_batch(index: Backend):
    for changes, field in FAULTY_DOCUMENTS:
        with pytest.raises((InvalidDocument, InvalidQuery)) as fault:
            index.write([document(1), document(2, **changes)], wait=True)
        assert fault.value.field == field, changes
    assert found(index, "") == []


def test_texts_with_any_character_are_kept(index: Backend):
    index.write([document(1, "石墨烯\ud800\x00\u202e膜" + "长" * 70_000)], wait=True)
    assert found(index, "石墨烯") == [1]
