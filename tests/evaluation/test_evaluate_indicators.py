from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from matching import facade
from matching.evaluation.indicators import BadCases

MET = {"need": "密度≥1.80 g/cm³", "achievement": "体积密度达到1.85g/cm3", "verdict": "met"}
NEARLY = {"need": "密度≥1.80 g/cm³", "achievement": "体积密度1.78g/cm3", "verdict": "nearly"}
WRONG = {"need": "密度≥1.80 g/cm³", "achievement": "体积密度1.2g/cm3", "verdict": "met"}


def _file(tmp_path, *cases):
    file = tmp_path / "cases.jsonl"
    file.write_text("\n".join(c if isinstance(c, str) else json.dumps(c) for c in cases))
    return file


def test_accuracy_confusion_and_each_error_are_told(tmp_path, capsys):
    call_command("evaluate_indicators", str(_file(tmp_path, MET, NEARLY, "", WRONG)), "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["cases"] == 3
    assert told["accuracy"] == pytest.approx(2 / 3, abs=1e-4)
    assert told["confusion"] == {"met": {"met": 1, "missed": 1}, "nearly": {"nearly": 1}}
    (error,) = told["errors"]
    assert (error["line"], error["verdict"], error["found"]) == (4, "met", "missed")
    assert error["need"] == WRONG["need"]


def test_the_table_tells_the_same(tmp_path, capsys):
    call_command("evaluate_indicators", str(_file(tmp_path, MET, WRONG)))
    shown = capsys.readouterr().out
    assert "2 cases, accuracy 0.5000" in shown
    assert "line 2: met, found missed" in shown


def test_nearly_counts_as_missed_where_no_case_is_labelled_nearly(tmp_path):
    missed = NEARLY | {"verdict": "missed"}
    assert facade.evaluate_indicators(_file(tmp_path, missed)).accuracy == 1.0
    assert facade.evaluate_indicators(_file(tmp_path, missed, NEARLY)).accuracy == 0.5


def test_a_need_with_several_indicators_is_as_good_as_its_worst(tmp_path):
    need = "密度≥1.80 g/cm³，抗压强度≥60MPa"
    case = {"need": need, "achievement": "密度1.9g/cm³，抗压强度30MPa", "verdict": "missed"}
    assert facade.evaluate_indicators(_file(tmp_path, case)).accuracy == 1.0


def test_an_unparsable_need_is_an_error_that_says_why(tmp_path):
    found = facade.evaluate_indicators(_file(tmp_path, MET | {"need": "密度≥≥5"}))
    (error,) = found.errors
    assert error.found == "unparsable"
    assert "≥≥" in error.why


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("{", "line 1"),
        ("[]", "no JSON object"),
        ('{"need": "a", "verdict": "met"}', '"achievement"'),
        (json.dumps(MET | {"verdict": "good"}), "'good'"),
        ("", "no case"),
    ],
)
def test_a_bad_file_is_refused_by_line_and_remedy(tmp_path, line, names):
    with pytest.raises(BadCases, match=names):
        facade.evaluate_indicators(_file(tmp_path, line))
    with pytest.raises(CommandError):
        call_command("evaluate_indicators", str(_file(tmp_path, line)))


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("evaluate_indicators", str(tmp_path / "none.jsonl"))
