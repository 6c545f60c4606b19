from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from matching import facade
from matching.contracts import Verdict

MET, MISSED, NEARLY = Verdict.MET, Verdict.MISSED, Verdict.NEARLY


def test_two_that_complete_each_other_are_a_team():
    verdicts = {
        "film": [MET, MISSED, MET],
        "glue": [MISSED, MET, MISSED],
        "other": [MET] + [MISSED] * 2,
    }
    (team,) = facade.teams(verdicts, {"film": 0.9, "glue": 0.5, "other": 0.8})
    assert team.members == ("film", "glue")
    assert team.met == {0, 1, 2}
    assert team.gives == {"film": (0, 2), "glue": (1,)}


def test_nobody_is_needed_beside_one_that_meets_all():
    assert facade.teams({1: [MET, MET], 2: [MET, MISSED]}, {1: 1.0, 2: 2.0}) == []


def test_nearly_is_not_met():
    assert facade.teams({1: [MET, MISSED], 2: [MISSED, NEARLY]}, {1: 1.0, 2: 1.0}) == []


def test_fewer_partners_come_first_and_better_ones_next():
    verdicts = {
        1: [MET, MISSED, MISSED],
        2: [MISSED, MET, MISSED],
        3: [MISSED, MISSED, MET],
        4: [MISSED, MET, MET],
        5: [MISSED, MET, MET],
    }
    found = facade.teams(verdicts, {1: 1.0, 2: 3.0, 3: 3.0, 4: 1.0, 5: 2.0})
    assert [team.members for team in found] == [(5, 1), (1, 4), (2, 3, 1)]


def test_no_offers_and_no_indicators_give_no_team():
    assert facade.teams({}, {}) == []
    assert facade.teams({1: [], 2: []}, {1: 1.0, 2: 1.0}) == []


@given(st.lists(st.lists(st.sampled_from([MET, MISSED]), min_size=4, max_size=4), max_size=7))
def test_the_first_team_meets_what_can_be_met_and_wastes_nobody(rows):
    verdicts = dict(enumerate(rows))
    found = facade.teams(verdicts, dict.fromkeys(verdicts, 1.0))
    met = {k: {i for i, v in enumerate(row) if v == MET} for k, row in verdicts.items()}
    alone = max((len(m) for m in met.values()), default=0)
    groups = [group for size in (1, 2, 3) for group in combinations(met, size)]
    reachable = max((len(set().union(*(met[k] for k in group))) for group in groups), default=0)
    if reachable > alone:
        assert len(found[0].met) == reachable
    else:
        assert found == []
    for team in found:
        for member in team.members:
            others = set().union(*(met[m] for m in team.members if m != member))
            assert met[member] - others == set(team.gives[member]) != set()
