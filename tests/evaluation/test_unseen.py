"""What the levels, verdicts and the search box promise, on needs and questions of nobody's choosing."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from deploy.local.application import ROOT

pytestmark = [pytest.mark.model, pytest.mark.nightly]


@pytest.fixture(scope="module")
def measured() -> dict[str, Any]:
    """What the command prints, on a demo of its own."""
    command = [sys.executable, "-m", "tests.evaluation.unseen", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_level_means_what_it_says(measured: dict[str, Any]) -> None:
    levels = measured["pairings"]["levels"]
    assert levels["strong"]["precision"] >= 0.95
    assert levels["good"]["precision"] >= 0.8
    assert levels["possible"]["precision"] >= 0.5
    assert measured["pairings"]["unjudged"] == 0
    shown, _good = measured["found"]["achievement"]
    assert shown >= 0.95


def test_verdicts_are_right(measured: dict[str, Any]) -> None:
    verdicts = measured["pairings"]["verdicts"]
    assert verdicts["met"]["precision"] >= 0.95
    assert verdicts["missed"]["precision"] >= 0.9


def test_questions_are_answered(measured: dict[str, Any]) -> None:
    questions = measured["questions"]
    assert min(questions[of]["success_at_3"] for of in ("zh-zh", "en-en")) >= 0.93
    assert min(questions[of]["success_at_3"] for of in ("zh-en", "en-zh")) >= 0.85
