from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import facade
from matching.contracts import Level, MatchingError, ScoredPair


def ranked(owners: list[str]) -> tuple[list[ScoredPair], dict[int | str, str]]:
    pairs = [
        ScoredPair("need", i, -float(i), 0.5, Level.GOOD, (), (), "r") for i in range(len(owners))
    ]
    return pairs, dict(enumerate(owners))


def ids(pairs):
    return [pair.candidate_id for pair in pairs]


def test_one_institution_does_not_fill_a_page():
    pairs, owners = ranked(["a", "a", "a", "a", "b", "c", "a", "b"])
    assert ids(facade.diversify(pairs, owners, page=4, at_most=2)) == [0, 1, 4, 5, 2, 3, 7, 6]


def test_what_is_left_fills_the_page():
    pairs, owners = ranked(["a"] * 5 + ["b"])
    assert ids(facade.diversify(pairs, owners, page=4, at_most=2)) == [0, 1, 5, 2, 3, 4]


@given(st.lists(st.sampled_from(["", "a", "b", "c"])), st.integers(1, 6), st.integers(1, 4))
def test_nobody_is_lost_and_scores_stay(owners, page, at_most):
    pairs, by_id = ranked(owners)
    found = facade.diversify(pairs, by_id, page=page, at_most=at_most)
    assert sorted(found, key=lambda pair: -pair.score) == pairs
    assert found[:1] == pairs[:1]
    for owner in set(owners):
        own = [pair for pair in found if by_id[pair.candidate_id] == owner]
        assert own == sorted(own, key=lambda pair: -pair.score)


@given(st.lists(st.sampled_from(["a", "b", "c", "d"])), st.integers(1, 6), st.integers(1, 4))
def test_a_page_goes_over_the_bound_only_where_no_other_waits(owners, page, at_most):
    pairs, by_id = ranked(owners)
    found = facade.diversify(pairs, by_id, page=page, at_most=at_most)
    for start in range(0, len(found), page):
        shown = Counter(by_id[pair.candidate_id] for pair in found[start : start + page])
        over = {owner for owner, times in shown.items() if times > at_most}
        later = {by_id[pair.candidate_id] for pair in found[start + page :]}
        assert not over or all(shown[owner] >= at_most for owner in later)


def test_organisations_that_are_not_known_are_never_held_back():
    pairs, _ = ranked(["a"] * 6)
    assert facade.diversify(pairs, {}, page=3, at_most=1) == pairs


@pytest.mark.parametrize(("page", "at_most"), [(0, 1), (10, 0)])
def test_bounds_below_one_are_refused(page, at_most):
    with pytest.raises(MatchingError, match="at least 1"):
        facade.diversify([], {}, page=page, at_most=at_most)
