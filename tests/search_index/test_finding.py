"""What is found, by what, and in which order, on both backends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search_index.contracts import Backend, CandidateQuery
from tests.search_index.listings import document, found, query, vector


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


@pytest.mark.parametrize(
    ("asked", "marked"),
    [
        ('"石墨烯膜"', ["石墨烯膜"]),
        ('"石墨烯膜" 散热', ["石墨烯膜", "散热"]),
        ('"solid electrolyte"', ["Solid-Electrolytes"]),
        ("石墨烯膜", ["石墨烯膜", "石墨烯", "膜"]),
    ],
)
def test_an_exact_phrase_is_marked_as_a_whole(index: Backend, asked: str, marked: list[str]):
    title = "石墨烯膜用于散热，胜过石墨烯粉与铜膜；Solid-Electrolytes, solid waste"
    index.write([document(1, title)], wait=True)
    (hit,) = index.search(query(asked)).hits
    assert [title[start:end] for start, end in hit.highlights["title"]] == marked


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


def test_long_queries_keep_what_is_rare(index: Backend):
    common = [f"通用{chr(0x4E00 + 7 * n)}" for n in range(150)]
    index.write([document(n, "，".join(common)) for n in range(5)], wait=True)
    index.write([document(9, "钽铌铍")], wait=True)
    assert 9 in found(index, "，".join(common) + "，钽铌铍")
    assert 9 in found(index, "钽铌铍，" + "，".join(common) * 100)
    assert 9 in index.candidates(
        CandidateQuery("，".join([*common, "钽铌铍"]), frozenset({"need"}))
    )


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


def test_a_near_document_in_another_language_does_not_stand_back_for_words(index: Backend):
    index.write(
        [
            document(1, "石墨烯", near="a"),
            document(2, "Graphene film", near="a", language="en"),
            document(3, "Rice breeding", near="b", language="en"),
        ],
        wait=True,
    )
    asked = CandidateQuery("石墨烯", frozenset({"need"}), vector("a"))
    assert list(index.candidates(asked)) == [1, 2, 3]
    # Both are as near; the one word that they share weighs less than a translation might.
    assert list(index.candidates(replace(asked, language="zh"))) == [2, 1, 3]
    assert index.candidates(replace(asked, language="en"))[0] == 1


def test_a_question_finds_what_is_near_in_another_language(index: Backend):
    index.write(
        [
            document(1, "石墨烯薄膜", near="b"),
            document(2, "Graphene film", near="a", language="en"),
        ],
        wait=True,
    )
    asked = replace(query("石墨烯"), vector=vector("a"), explain=True, language="zh")
    hits = {hit.id: hit for hit in index.search(asked).hits}
    # As near as can be, it answers without a word in common; so does what has the word.
    assert hits[2].explanation == pytest.approx({"vector": 1}, abs=0.01)
    assert set(index.search(asked).answers or ()) == {1, 2}


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
