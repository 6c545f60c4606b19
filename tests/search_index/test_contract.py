"""What both backends promise, tried on each."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from search_index.contracts import (
    Backend,
    CandidateQuery,
    IndexUnavailable,
    InvalidDocument,
    InvalidQuery,
    StoredVersion,
    Vector,
)
from tests.search_index.listings import document, query, vector

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
    ({"offset": 10_000}, "offset"),
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


def found(index: Backend, *arguments, **changes) -> list[int]:
    return [hit.id for hit in index.search(query(*arguments, **changes)).hits]


def test_finds_by_word_by_part_and_by_meaning(index: Backend):
    index.write(
        [
            document(1, "石墨烯散热膜的制备"),
            document(2, "LiFePO4 正极材料，10 kV 绝缘"),
            document(3, "Wear-resistant coatings", near="coating"),
            document(4, "水稻育种", near="rice"),
        ],
        wait=True,
    )
    assert found(index, "石墨烯") == [1]
    assert found(index, "散热") == [1]
    assert found(index, "石墨烯導熱") == [1]
    assert found(index, "ＬｉＦｅＰＯ４") == [2]
    assert found(index, "10kV") == [2]
    assert found(index, "coating") == [3]
    assert found(index, "水稻", vector=vector("rice"))[0] == 4
    assert found(index, "无关", vector=vector("rice"))[0] == 4


def test_says_which_part_found_a_hit(index: Backend):
    index.write(
        [document(1, "石墨烯", near="a"), document(2, "水稻", near="b"), document(3, "石墨烯")],
        wait=True,
    )
    hits = index.search(query("石墨烯", vector=vector("a"))).hits
    assert {hit.id: hit.found_by for hit in hits} == {
        1: {"lexical", "vector"},
        2: {"vector"},
        3: {"lexical"},
    }
    assert hits[0].id == 1


def test_highlights_are_ranges_of_the_original_text(index: Backend):
    title = "１０ｋＶ 石墨烯導熱膜 and Coated foils"
    index.write(
        [document(1, title, details="机密：石墨烯配方", details_audience=["org:1"])], wait=True
    )
    (hit,) = index.search(query("10 kV 石墨烯 coatings")).hits
    assert [title[start:end] for start, end in hit.highlights["title"]] == [
        "１０ｋＶ",
        "石墨烯",
        "Coated",
    ]
    assert "background" not in hit.highlights
    (hit,) = index.search(query("石墨烯", ["public", "org:1"])).hits
    assert list(hit.highlights["background"]) == [(3, 6)]


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


def test_people_search_by_public_vector_and_the_matcher_by_full(index: Backend):
    index.write(
        [
            document(1, "甲", public_vector=vector("a"), full_vector=vector("b")),
            document(2, "乙", public_vector=vector("b"), full_vector=vector("a")),
        ],
        wait=True,
    )
    assert found(index, vector=vector("a"))[0] == 1
    wanted = CandidateQuery("", frozenset({"need"}), vector=vector("a"), size=1)
    assert list(index.candidates(wanted)) == [2]


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


def test_filters_kinds_and_facets(index: Backend):
    index.write(
        [
            document(1, facets={"field": ["materials"], "region": ["zj", "sh"]}),
            document(2, facets={"field": ["energy"], "region": ["zj"]}, organisation=7),
            document(3, facets={"field": ["energy"]}, kind="expert", language="en"),
        ],
        wait=True,
    )
    result = index.search(query("石墨烯"))
    assert result.total == 3
    assert result.facets["field"] == {"energy": 2, "materials": 1}
    assert result.facets["region"] == {"zj": 2, "sh": 1}
    assert result.facets["organisation"] == {"1": 2, "7": 1}
    assert result.facets["language"] == {"zh": 2, "en": 1}
    energy = {"field": frozenset({"energy"})}
    assert sorted(found(index, "石墨烯", filters=energy)) == [2, 3]
    assert found(index, "石墨烯", filters=energy, kinds=frozenset({"expert"})) == [3]
    both = energy | {"region": frozenset({"zj", "bj"})}
    assert found(index, "石墨烯", filters=both) == [2]
    assert found(index, "石墨烯", filters={"field": frozenset({"none"})}) == []
    assert sorted(found(index, "石墨烯", filters={"field": frozenset()})) == [1, 2, 3]
    assert found(index, kinds=frozenset()) == []


def test_filters_hold_for_the_vector_too(index: Backend):
    index.write(
        [
            document(n, "甲", near=f"v{n}", facets={"field": ["a" if n == 9 else "b"]})
            for n in range(10)
        ],
        wait=True,
    )
    assert found(index, vector=vector("v1"), filters={"field": frozenset({"a"})}) == [9]


def test_newest_first_and_the_empty_query(index: Backend):
    index.write(
        [document(n, "石墨烯") for n in (5, 3, 8)] + [document(9, published_at=None)], wait=True
    )
    assert found(index, "") == [8, 5, 3, 9]
    assert found(index, "石墨烯", newest_first=True, vector=vector("a")) == [8, 5, 3, 9]
    assert found(index, "水稻", newest_first=True, vector=vector("a")) == []


def test_pages_hold_everything_once(index: Backend):
    index.write([document(n, "石墨烯" * (1 + n % 7), near=f"v{n}") for n in range(260)], wait=True)
    asked = [
        index.search(query("石墨烯", vector=vector("v7"), size=90, offset=offset))
        for offset in (0, 90, 180)
    ]
    pages = [[hit.id for hit in result.hits] for result in asked]
    assert [len(page) for page in pages] == [90, 90, 80]
    assert sorted(number for page in pages for number in page) == list(range(260))
    assert 7 in pages[0]
    assert {result.total for result in asked} == {260}
    scores = [hit.score for result in asked for hit in result.hits]
    assert scores == sorted(scores, reverse=True)


def test_a_vector_of_another_encoder_is_not_compared(index: Backend):
    index.write([document(1, "石墨烯", near="a"), document(2, "水稻", near="b")], wait=True)
    result = index.search(query("石墨烯", vector=vector("b", "encoder-2")))
    assert ([hit.id for hit in result.hits], result.lexical_only) == ([1], True)
    assert not index.search(query("石墨烯", vector=vector("a"))).lexical_only
    # Neither is one that a document brings.
    index.write([document(3, "小麦", public_vector=vector("c", "encoder-2"))], wait=True)
    assert found(index, "小麦") == [3]
    assert 3 not in found(index, vector=vector("c"))


def test_the_matcher_sees_all_tiers_and_audiences_but_its_own(index: Backend):
    index.write(
        [
            document(1, "甲", details="绝密配方", details_audience=["org:1"]),
            document(2, "绝密配方", audience=["org:2"], organisation=2, kind="achievement"),
            document(3, "绝密配方", organisation=3, kind="expert"),
            document(4, "绝密配方", organisation=4, visible=False),
        ],
        wait=True,
    )
    everyone = frozenset({"need", "achievement", "expert"})
    assert sorted(index.candidates(CandidateQuery("绝密配方", everyone))) == [1, 2, 3]
    kinds = frozenset({"need", "achievement"})
    others = CandidateQuery("绝密配方", kinds, exclude_organisation=2)
    assert list(index.candidates(others)) == [1]
    assert list(index.candidates(CandidateQuery("", everyone))) == []
    assert len(index.candidates(CandidateQuery("绝密配方", everyone, size=2))) == 2


def test_long_queries_keep_what_is_rare(index: Backend):
    common = [f"通用{chr(0x4E00 + 7 * n)}" for n in range(150)]
    index.write([document(n, "，".join(common)) for n in range(5)], wait=True)
    index.write([document(9, "钽铌铍")], wait=True)
    assert 9 in found(index, "，".join(common) + "，钽铌铍")
    assert 9 in found(index, "钽铌铍，" + "，".join(common) * 100)
    assert 9 in index.candidates(
        CandidateQuery("，".join([*common, "钽铌铍"]), frozenset({"need"}))
    )


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


def test_nothing_to_write_is_nothing_refused(index: Backend):
    assert list(index.write([], wait=True)) == []
    assert list(index.versions([])) == []


def test_embedded_file_that_is_none_is_unavailable(tmp_path: Path):
    from search_index.facade import open_index

    path = tmp_path / "search.sqlite3"
    path.write_bytes(b"no database at all" * 100)
    broken = open_index(backend="embedded", path=path)
    with pytest.raises(IndexUnavailable):
        broken.prepare(encoder_version="encoder-1", dimension=8)
    with pytest.raises(IndexUnavailable):
        broken.search(query("石墨烯"))
