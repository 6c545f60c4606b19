"""What resembles a document, and why a hit was found, on both backends."""

from __future__ import annotations

import pytest

from search_index.contracts import Backend, InvalidQuery, SimilarQuery
from tests.search_index.listings import document, query, vector

PUBLIC = frozenset({"public"})


def similar(index: Backend, number: int, audience=PUBLIC, **changes) -> list[int]:
    return [hit.id for hit in index.similar(SimilarQuery(number, audience, **changes))]


def test_by_the_vector_of_the_summary(index: Backend):
    index.write(
        [
            document(1, "石墨烯", near="a"),
            document(2, "无关", near="a", kind="achievement"),
            document(3, "石墨烯", near="b"),
            document(4, "石墨烯", near="a", audience=["org:1"]),
            document(5, "石墨烯", near="a", visible=False),
            document(6, "石墨烯", public_vector=None, full_vector=vector("a")),
        ],
        wait=True,
    )
    assert similar(index, 1)[0] == 2
    assert set(similar(index, 1)) == {2, 3}
    assert similar(index, 1, kinds=frozenset({"achievement"})) == [2]
    assert similar(index, 1, size=1) == [2]
    assert 4 in similar(index, 1, PUBLIC | {"org:1"})
    assert similar(index, 404) == similar(index, 4) == similar(index, 5) == []
    assert similar(index, 1, frozenset()) == []


def test_without_a_vector_by_its_words_but_no_hidden_ones(index: Backend):
    index.write(
        [
            document(1, "石墨烯散热膜", details="机密配方", details_audience=["org:1"]),
            document(2, "散热膜"),
            document(3, "机密配方"),
        ],
        wait=True,
    )
    assert similar(index, 1) == [2]
    assert similar(index, 1, PUBLIC | {"org:1"}) == [2]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"id": -1}, "id"),
        ({"id": "1"}, "id"),
        ({"size": 0}, "size"),
        ({"kinds": frozenset({"house"})}, "kinds"),
        ({"audience": "public"}, "audience"),
    ],
)
def test_a_faulty_question_names_its_field(index: Backend, changes, field):
    with pytest.raises(InvalidQuery) as fault:
        index.similar(SimilarQuery(**({"id": 1, "audience": PUBLIC} | changes)))
    assert fault.value.field == field


def test_explained_are_the_parts_of_the_score(index: Backend):
    index.write(
        [document(1, "石墨烯", near="a"), document(2, "水稻", near="b"), document(3, "石墨烯")],
        wait=True,
    )
    hits = index.search(query("石墨烯", vector=vector("a"), explain=True)).hits
    for hit in hits:
        assert set(hit.explanation) == hit.found_by
        assert sum(hit.explanation.values()) == pytest.approx(hit.score)
    assert hits[0].explanation["vector"] == pytest.approx(1, abs=0.02)
    assert index.search(query("石墨烯")).hits[0].explanation == {}
