from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from backend.pairings.models import Fit, Pairing, Side
from tests import factories

pytestmark = pytest.mark.django_db


def _lines(path, *rows):
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    return str(path)


def _run(*arguments) -> str:
    out = StringIO()
    call_command("evaluate_pairings", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def shown():
    """A need with three pairings: strong, good and possible; a fourth was set aside."""
    people = factories.market()
    need = factories.need(people.buyer, title="散热膜")
    for title, level, verdict in [
        ("石墨烯膜", "strong", "met"),
        ("铜箔", "good", "missed"),
        ("涂料", "possible", "absent"),
        ("旧的", "strong", "met"),
    ]:
        offer = factories.achievement(people.researcher, title=title)
        pairing = Pairing(need=need, offer=offer, release="r")
        checks = [{"wanted": {"name": "厚度"}, "verdict": verdict}]
        fit = Fit(score=1.0, probability=0.9, level=level, reasons=[], indicators=checks)
        pairing.fit_put(fit, {})
        pairing.list_for(Side.NEED)
        pairing.need_superseded = title == "旧的"
        pairing.save()
    return need


def _pair(offer, grade):
    return {"need": "散热膜", "offer": offer, "grade": grade, "offer_kind": "achievement"}


def test_levels_recall_and_what_nobody_judged(shown, tmp_path):
    pairs = _lines(
        tmp_path / "pairs.jsonl", _pair("石墨烯膜", 3), _pair("铜箔", 1), _pair("旧的", 3)
    )
    told = json.loads(_run(pairs, "--json"))
    assert told["levels"] == {
        "strong": {"shown": 1, "judged": 1, "worth": 1, "precision": 1.0},
        "good": {"shown": 1, "judged": 1, "worth": 0, "precision": 0.0},
        "possible": {"shown": 1, "judged": 0, "worth": 0, "precision": None},
    }
    assert told["recall"] == {"grade_3": 0.5, "grade_2": None}
    assert told["unjudged"] == 1
    assert "best achievements shown: 50%" in _run(pairs)


def test_verdicts_are_right_or_not_and_found_or_not(shown, tmp_path):
    pairs = _lines(tmp_path / "pairs.jsonl", _pair("石墨烯膜", 3))
    rows = [
        {"need": "散热膜", "offer": offer, "indicator": "厚度", "verdict": verdict}
        for offer, verdict in [("石墨烯膜", "met"), ("铜箔", "met"), ("涂料", "absent")]
    ]
    verdicts = _lines(tmp_path / "verdicts.jsonl", *rows)
    told = json.loads(_run(pairs, "--verdicts", verdicts, "--json"))["verdicts"]
    assert told["met"] == {"said": 1, "precision": 1.0, "recall": 0.5}
    assert told["missed"] == {"said": 1, "precision": 0.0, "recall": None}


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("{", "line 1 is no JSON"),
        ('{"need": "a", "offer": "b"}', "line 1: 'grade' must be a whole number"),
        ("", "holds no judgements"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_line(tmp_path, content, names):
    file = tmp_path / "pairs.jsonl"
    file.write_text(content)
    with pytest.raises(CommandError, match=names):
        _run(str(file))
