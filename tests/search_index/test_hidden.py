"""What a reader may not read is found by nothing, on both backends."""

from __future__ import annotations

from search_index.contracts import Backend
from tests.search_index.listings import document, found, query, vector


def test_hidden_words_neither_match_nor_count_nor_move_the_ranking(index: Backend):
    index.write(
        [
            document(
                1,
                "电池",
                details="绝密配方 绝密配方",
                details_audience=["org:1"],
                facets={"field": ["a"]},
            ),
            document(2, "电池", details="普通说明", facets={"field": ["b"]}),
        ],
        wait=True,
    )
    result = index.search(query("绝密配方"))
    assert (result.hits, result.total) == ([], 0)
    assert not any(result.facets.values())
    with_word = index.search(query("电池 绝密配方")).hits
    assert [(hit.id, hit.highlights) for hit in with_word] == [
        (1, {"title": [(0, 2)]}),
        (2, {"title": [(0, 2)]}),
    ]
    assert found(index, "绝密配方", ["public", "org:1"]) == [1]


def test_who_may_not_find_a_document_finds_it_by_nothing(index: Backend):
    index.write([document(1, "石墨烯", audience=["org:2"], near="a")], wait=True)
    assert found(index, "石墨烯", vector=vector("a")) == []
    assert found(index, "") == []
    assert found(index, "石墨烯", []) == []
    assert found(index, "石墨烯", ["org:2"], vector=vector("a")) == [1]
