"""The matcher's codes and the words for them stay together."""

from __future__ import annotations

from backend.deals.reasons.words import LEVELS, VERDICTS, WORDINGS
from matching.contracts import Level, Verdict
from matching.reasons import Code


def test_every_code_level_and_verdict_has_words() -> None:
    assert {str(code) for code in Code} == set(WORDINGS)
    assert {str(level) for level in Level} == set(LEVELS)
    assert {str(verdict) for verdict in Verdict} == set(VERDICTS)
