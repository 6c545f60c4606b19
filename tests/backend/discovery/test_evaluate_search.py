"""The command that asks the search box what people ask."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from tests.factories import Market

QUESTIONS = Path(__file__).parents[2] / "evaluation" / "search" / "questions.jsonl"


def _ask(capsys: pytest.CaptureFixture[str], tmp_path: Path, *rows: object) -> dict:
    file = tmp_path / "questions.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    call_command("evaluate_search", str(file), "--json")
    return json.loads(capsys.readouterr().out)


def test_right_answers_are_counted_by_type_and_none_apart(
    market: Market, index: None, drain, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    factories.need(market.buyer, title="手机散热膜")
    drain()
    told = _ask(
        capsys,
        tmp_path,
        {"q": "散热膜", "titles": ["手机散热膜"], "type": "zh-zh"},
        {"q": "散热膜", "titles": ["另一个"], "type": "zh-zh"},
        {"q": "量子密钥分发", "titles": [], "type": "none"},
    )
    assert told["zh-zh"] == {"n": 2, "success_at_1": 0.5, "success_at_3": 0.5, "mrr": 0.5}
    assert told["none"]["n"] == 1


def test_a_file_that_is_none_is_told(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        call_command("evaluate_search", str(tmp_path / "nowhere.jsonl"))


def test_the_projects_own_questions_can_be_read() -> None:
    rows = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    assert len(rows) >= 60
    assert {row["type"] for row in rows} == {"zh-zh", "zh-en", "en-zh", "en-en", "none"}
