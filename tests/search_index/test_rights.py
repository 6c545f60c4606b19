"""Rights by property: both backends find just what a plain reading of the rights allows."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from search_index.contracts import (
    Backend,
    CandidateQuery,
    Document,
    SearchQuery,
    TierText,
)
from search_index.dictionary import Dictionary
from search_index.query_language import Clause, understood
from search_index.store import document_parts, document_sequences, document_tokens
from search_index.tokens import Tokens, query_tokens
from tests.search_index.listings import document, vector

WORDS = ["石墨烯", "散热膜", "电池", "coating", "coated", "6061-T6", "10 kV", "水稻", "膜"]
TOKENS = ["public", "registered", "org:1", "org:2", "user:3"]
KINDS = ["need", "achievement", "expert", "organisation"]

texts = st.lists(st.sampled_from(WORDS), max_size=4).map("，".join)
audiences = st.frozensets(st.sampled_from(TOKENS), max_size=3)
kinds = st.frozensets(st.sampled_from(KINDS))
seeds = st.none() | st.sampled_from(["a", "b", "c"])
drafts = st.builds(
    lambda title, details, audience, hidden, **rest: {
        "texts": [
            TierText("summary", {"title": title}, audience),
            TierText("details", {"background": details}, hidden),
        ],
        "audience": audience,
        **rest,
    },
    title=texts,
    details=texts,
    audience=audiences,
    hidden=audiences,
    visible=st.booleans(),
    kind=st.sampled_from(KINDS),
    organisation=st.integers(1, 3),
    near=seeds,
    names=st.sampled_from([{}, {"organisation": "河北大学", "field": "新材料"}]),
)
# What stands before the words, so that a blank parts it from them.
INSTRUCTIONS = [
    '"石墨烯散热膜"',
    '"散热膜 电池"',
    "-电池",
    '-"6061-T6"',
    "title:coating",
    "-title:膜",
    "org:河北",
    "-org:河北",
    "kind:need",
    "-kind:expert",
]
instructions = st.lists(st.sampled_from(INSTRUCTIONS), max_size=2).map(" ".join)
searches = st.builds(
    dict,
    text=st.tuples(instructions, texts).map(" ".join).map(str.strip),
    audience=audiences,
    kinds=kinds,
    region=st.sampled_from(["", "zj"]),
    near=seeds,
)

# Each example's documents are told from those before by an id of their own and a facet.
numbers = itertools.count(1)


def readable_parts(item: Document, readers: frozenset[str] | None) -> list[TierText]:
    if readers is None:
        return list(item.texts)
    return [text for text in document_parts(item) if text.audience & readers]


def shares(item: Document, wanted: Tokens, readers: frozenset[str] | None) -> bool:
    """Whether a part the readers may read has a word or characters in common."""
    held = [document_tokens(text) for text in readable_parts(item, readers)]
    return any(
        set(wanted.words).intersection(tokens.words) or set(wanted.chars).intersection(tokens.chars)
        for tokens in held
    )


def says(item: Document, clause: Clause, readers: frozenset[str]) -> bool:
    """Whether a part the readers may read holds the clause's words one after the other."""
    wanted = f" {' '.join(clause.words)} "
    sequences = (document_sequences(text) for text in readable_parts(item, readers))
    return any(wanted in f" {held.get(clause.scope, '')} " for held in sequences)


def expected(documents: list[Document], search: SearchQuery) -> set[int]:
    """What the rights allow, read plainly. Every document with a vector is among the nearest."""
    request = understood(search.text)
    plain = Dictionary()
    wanted = plain.widened(query_tokens(request.plain), plain.concepts(request.plain))
    if request.plain and not wanted:
        return set()
    return {
        item.id
        for item in documents
        if item.visible
        and item.kind in request.of_kinds(search.kinds)
        and item.audience & search.audience
        and ("region" not in search.filters or "zj" in item.facets["region"])
        and all(says(item, clause, search.audience) for clause in request.required)
        and not any(says(item, clause, search.audience) for clause in request.excluded)
        and (
            shares(item, wanted, search.audience)
            or (search.vector is not None and item.public_vector is not None)
            or (not wanted and search.vector is None)
        )
    }


def check(index: Backend, drafts: list[dict], searches: list[dict]) -> None:
    first, example = next(numbers) * 1000, str(next(numbers))
    documents = [
        document(
            first + n,
            facets={"trl": [example], "region": ["zj"] if n % 2 else ["sh"]},
            **draft,
        )
        for n, draft in enumerate(drafts)
    ]
    assert list(index.write(documents, wait=True)) == []
    for wanted in searches:
        filters = {"trl": frozenset({example})}
        if wanted["region"]:
            filters["region"] = frozenset({wanted["region"]})
        search = SearchQuery(
            text=wanted["text"],
            audience=wanted["audience"],
            kinds=wanted["kinds"],
            vector=vector(wanted["near"]) if wanted["near"] else None,
            filters=filters,
            size=100,
        )
        result = index.search(search)
        may = expected(documents, search)
        assert {hit.id for hit in result.hits} == may
        assert result.total == len(may)
        counted = result.facets.get("trl", {})
        assert counted == ({example: len(may)} if may else {})
        by_id = {item.id: item for item in documents}
        for hit in result.hits:
            readable = {
                name
                for text in readable_parts(by_id[hit.id], search.audience)
                for name in text.fields
            }
            assert set(hit.highlights) <= readable


@given(st.lists(drafts, max_size=8), st.lists(searches, min_size=1, max_size=5))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.parametrize("backend", ["embedded"], indirect=True)
def test_embedded_finds_what_rights_allow(index: Backend, drafts, searches):
    check(index, drafts, searches)


@pytest.mark.servers
@given(st.lists(drafts, min_size=5, max_size=20), st.lists(searches, min_size=10, max_size=20))
@settings(
    max_examples=8,
    deadline=None,
    # Each example waits for a refresh: shrinking would take minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@pytest.mark.parametrize("backend", ["elasticsearch"], indirect=True)
def test_elasticsearch_finds_what_rights_allow(index: Backend, drafts, searches):
    check(index, drafts, searches)


@given(st.lists(drafts, max_size=8), texts, kinds, st.none() | st.integers(1, 3))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.parametrize("backend", ["embedded"], indirect=True)
def test_the_matcher_finds_all_visible_but_its_own(
    open_backend: Callable[[], Backend], drafts, text, kinds, own
):
    index = open_backend()
    index.clear()
    index.prepare(encoder_version="encoder-1", dimension=8)
    documents = [document(n, **draft) for n, draft in enumerate(drafts)]
    index.write(documents, wait=True)
    wanted = query_tokens(text, at_length=True)
    assert set(index.candidates(CandidateQuery(text, kinds, exclude_organisation=own))) == {
        item.id
        for item in documents
        if item.visible
        and item.kind in kinds
        and item.organisation != own
        and shares(item, wanted, None)
    }
