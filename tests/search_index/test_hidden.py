"""What a reader may not read is found by nothing, on both backends."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from search_index.contracts import Backend, CandidateQuery, SimilarQuery, SuggestionQuery, Vector
from tests.search_index.listings import PUBLIC, document, found, query, vector


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


WORDS = ["石墨烯", "散热膜", "电池", "coating", "水稻", "膜", "6061-T6", "10 kV"]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("，".join)
# What strangers may read, and what is hidden from them: in details, or as a whole.
shown = st.lists(st.tuples(texts, texts), min_size=2, max_size=5)
secrets = st.lists(texts, max_size=4)


def told(index: Backend, asked: str, near: Vector | None) -> list[object]:
    """All that a stranger is told of what he asks, scores included; ties as they are."""
    long = f"{asked} {' '.join(map(chr, range(0x4E00, 0x4E60)))}"  # more than the rarest tokens
    hits = [
        index.search(query(text, vector=by, explain=True)).hits
        for text in (asked, long)
        for by in (None, near)
    ]
    typed = (asked, "shimoxe", "grapene")
    suggested = [index.suggest(SuggestionQuery(text, PUBLIC)) for text in typed]
    needs = CandidateQuery(asked, frozenset({"need"}), near, readers=PUBLIC)
    candidates = index.candidates(needs)
    similar = index.similar(SimilarQuery(1, PUBLIC))
    return [hits, suggested, candidates, similar]


def check(
    index: Backend,
    seen: list[tuple[str, str]],
    hidden: list[list[str]],
    asked: str,
    near: Vector | None = None,
) -> None:
    """Whatever is hidden, it is the same."""
    answers = []
    for secret in hidden:
        index.clear()
        index.prepare(encoder_version="encoder-1", dimension=8)
        index.write(
            [
                *(
                    document(n, title, details=text, near=str(n) if near else None)
                    for n, (title, text) in enumerate(seen, start=1)
                ),
                *(
                    document(50 + n, "石墨烯", details=text, details_audience=["org:1"])
                    for n, text in enumerate([*secret, "", "", "", ""][:4])
                ),
                *(document(90 + n, text, audience=["org:1"]) for n, text in enumerate(secret)),
                *(document(70 + n, text, visible=False) for n, text in enumerate(secret)),
            ],
            wait=True,
        )
        answers.append(told(index, asked, near))
    assert answers[0] == answers[1]


@given(shown, st.tuples(secrets, secrets), texts)
# Which of the typed grams are rare must not be told by names that are hidden.
@example(
    [("石墨烯，石墨烯", "石墨烯"), ("石墨烯，石墨烯，石墨烯", "石墨烯")],
    ([], ["散热膜"]),
    "石墨烯，石墨烯，散热膜",
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.parametrize("backend", ["embedded"], indirect=True)
def test_embedded_tells_nothing_by_order_or_score(index: Backend, seen, hidden, asked):
    check(index, seen, hidden, asked, vector("a"))


@pytest.mark.servers
@given(shown, st.tuples(secrets, secrets), texts)
@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@pytest.mark.parametrize("backend", ["elasticsearch"], indirect=True)
def test_elasticsearch_tells_nothing_by_order_or_score(index: Backend, seen, hidden, asked):
    """By words alone: it rounds vectors by those that a segment happens to hold."""
    check(index, seen, hidden, asked)


def test_a_rare_word_stays_rare_however_often_it_is_hidden(index: Backend):
    """Its owner finds what he wrote all the same, though it is said nowhere else."""
    index.write(
        [
            document(1, "水稻 水稻栽培"),
            document(2, "电池 电池材料"),
            document(3, "水稻种子"),
            *(
                document(n, "其他", details="电池 绝密配方", details_audience=["org:1"])
                for n in range(10, 40)
            ),
        ],
        wait=True,
    )
    assert found(index, "水稻 电池")[:3] == [2, 1, 3]
    assert set(found(index, "绝密配方", ["public", "org:1"])) == set(range(10, 30))
    assert index.search(query("绝密配方", ["public", "org:1"])).total == 30
