from __future__ import annotations

from collections import Counter
from pathlib import Path

from matching import facade
from matching.evaluation.indicators import read_cases

GOLDEN = Path(__file__).parent / "golden" / "indicators.jsonl"


def test_golden_cases_are_judged_as_an_engineer_would():
    found = facade.evaluate_indicators(GOLDEN)
    assert found.cases >= 300
    assert found.accuracy >= 0.95, facade.indicators_as_table(found)


def test_golden_cases_hold_enough_of_each_verdict():
    labels = Counter(case.verdict for _line, case in read_cases(GOLDEN))
    assert min(labels.values()) >= 40
