"""Embedded, only what may be among the best is scored: nobody can tell by what is found."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_index.contracts import WINDOW, Backend, CandidateQuery, SearchQuery
from search_index.embedded import scoring
from search_index.embedded.scoring import Sharing
from search_index.embedded.snapshot import Snapshot, readable_sets
from search_index.store import Plan
from search_index.tokens import Tokens, query_tokens
from tests.search_index.listings import PUBLIC, document, query, vector

pytestmark = pytest.mark.parametrize("backend", ["embedded"], indirect=True)

KINDS = frozenset({"need", "achievement"})
# From what nearly all say to what few do: what makes a score large or small.
COMMON, USUAL, RARE = "石墨烯", "散热膜", "水稻"
sayings = st.lists(
    st.sampled_from([COMMON] * 4 + [USUAL] * 2 + [RARE, "coating"]), min_size=1, max_size=9
).map("，".join)
readers = st.sampled_from([PUBLIC, PUBLIC | {"org:1"}])
drafts = st.builds(
    dict,
    title=sayings,
    details=sayings,
    details_audience=st.sampled_from([["public"], ["org:1"]]),
    kind=st.sampled_from(sorted(KINDS)),
    near=st.none() | st.sampled_from("ab"),
    visible=st.sampled_from([True, True, True, False]),
)
searches = st.builds(
    SearchQuery,
    text=sayings,
    audience=readers,
    kinds=st.sampled_from([KINDS, frozenset({"need"})]),
    vector=st.sampled_from([None, vector("a")]),
    size=st.integers(1, 6),
    offset=st.integers(0, 12),
    newest_first=st.sampled_from([False, False, True]),
    explain=st.just(True),
)


@contextmanager
def sharing(index: Backend, plan: Plan) -> Iterator[tuple[Snapshot, Sharing]]:
    """What shares a token with ``plan``, in a transaction on the generation in force."""
    volume = index._store._reading(lambda volume, _: volume)
    with volume._reading() as (database, snapshot, _):
        readable = readable_sets(database, plan.readers)
        allowed = snapshot.allowed(plan, readable)
        yield snapshot, Sharing(database, snapshot, plan, allowed, readable)


def plan_of(text: str, audience: frozenset[str] | None) -> Plan:
    tokens = query_tokens(text)
    return Plan(
        tokens, None, audience, frozenset({"need", "achievement"}), start=0, size=20, neighbours=0
    )


def fill(index: Backend, held: list[dict], written_again: list[int]) -> None:
    """Each draft, some of them a second time as another: what went must not count."""
    index.clear()
    index.prepare(encoder_version="encoder-1", dimension=8)
    index.write([document(n, **draft) for n, draft in enumerate(held)], wait=True)
    again = [n for n in written_again if n < len(held)]
    index.write([document(n, version=2, **held[-1 - n]) for n in set(again)], wait=True)


@given(
    st.lists(drafts, min_size=1, max_size=30),
    st.lists(st.integers(0, 29), max_size=5),
    st.lists(searches, min_size=1, max_size=6),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_finds_what_scoring_everything_finds(index: Backend, held, written_again, wanted):
    fill(index, held, written_again)
    for search in wanted:
        found = []
        for tried in (1, len(held)):
            # The window is ranked as one: as small as the documents are few.
            with patch.object(scoring, "TRIED", tried), patch("search_index.retrieval.WINDOW", 8):
                found.append(index.search(replace(search, offset=min(search.offset, 7))))
        assert found[0].hits == found[1].hits
        assert (found[0].total, found[0].facets) == (found[1].total, found[1].facets)


@given(
    st.lists(drafts, min_size=1, max_size=30),
    st.lists(st.integers(0, 29), max_size=5),
    sayings,
    readers | st.none(),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_score_reaches_its_bound(index: Backend, held, written_again, text, audience):
    fill(index, held, written_again)
    with sharing(index, plan_of(text, audience)) as (snapshot, shared):
        scores = shared.scores(np.arange(len(snapshot.parts)))
        assert set(scores) == set(np.flatnonzero(shared.found).tolist())
        assert all(0 < score <= shared._bounds[position] for position, score in scores.items())


def test_what_cannot_be_among_the_best_is_not_scored(index: Backend):
    common = [document(n, COMMON) for n in range(100)]
    rare = [document(n, f"{COMMON}{RARE}") for n in range(100, 110)]
    index.write([*common, *rare], wait=True)
    nobody = np.zeros(0, dtype=np.int64)
    with (
        patch.object(scoring, "TRIED", 2),
        sharing(index, plan_of(f"{COMMON} {RARE}", PUBLIC)) as (snapshot, shared),
    ):
        scores = shared.best(nobody, np.flatnonzero(shared.found), 3)
        scored = set(snapshot.columns["ids"][np.flatnonzero(scores)].tolist())
    # Equal to the third best are all the ten.
    assert scored == set(range(100, 110))
    assert index.search(query(f"{COMMON} {RARE}")).total == 110


def test_all_pages_and_the_matcher_agree(index: Backend):
    """On more documents than are scored at first."""
    words = [COMMON, USUAL, RARE]
    index.write(
        [
            document(n, "，".join(words[: 1 + n % 3] * (1 + n % 5)), near=f"v{n}", facets={})
            for n in range(WINDOW * 2)
        ],
        wait=True,
    )
    wanted = query(" ".join(words), vector=vector("v7"), size=100, explain=True)
    asked = CandidateQuery(" ".join(words), KINDS, vector=vector("v7"), size=50)
    found = []
    for tried in (1, WINDOW * 2):
        with patch.object(scoring, "TRIED", tried):
            first = [index.search(replace(wanted, offset=offset)) for offset in (0, 100)]
            deeper = index.search(replace(wanted, cursor=first[1].next_cursor))
            found.append(([result.hits for result in (*first, deeper)], index.candidates(asked)))
    assert found[0] == found[1]


def test_a_token_that_nobody_says_finds_nothing(index: Backend):
    index.write([document(1, COMMON)], wait=True)
    plan = replace(plan_of(COMMON, PUBLIC), tokens=Tokens(["nowhere"], ["无"]))
    with sharing(index, plan) as (_, shared):
        assert not shared.found.any()
