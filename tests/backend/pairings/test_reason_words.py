"""The matcher's codes and the words for them stay together."""

from __future__ import annotations

from backend.catalog.conditions import CONDITIONS
from backend.catalog.kinds import NEED
from backend.pairings.reasons.left_out import BROKEN
from backend.pairings.reasons.words import HIDDEN_TITLES, LEVELS, VERDICTS, WORDINGS
from matching import conditions
from matching.contracts import Level, Verdict
from matching.reasons import Code


def test_every_code_level_and_verdict_has_words() -> None:
    assert {str(code) for code in Code} == set(WORDINGS)
    assert {str(level) for level in Level} == set(LEVELS)
    assert {str(verdict) for verdict in Verdict} == set(VERDICTS)


def test_whatever_reveals_a_side_has_a_title_that_does_not() -> None:
    assert {code for code, wording in WORDINGS.items() if wording.reveals} == set(HIDDEN_TITLES)


def test_every_condition_of_the_matcher_can_be_required_and_told() -> None:
    broken_by = {name: str(code) for name, code in conditions.BROKEN_BY.items()}
    assert broken_by == {name: code for code, (name, _remedy) in BROKEN.items()}
    assert broken_by.keys() == CONDITIONS.keys() == NEED.conditions.keys()
