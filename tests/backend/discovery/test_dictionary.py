"""The project's list of terms, and the general dictionary beside it."""

from __future__ import annotations

import re

from django.conf import settings

from backend.discovery.dictionary import general_meanings, technical_meanings


def test_the_list_has_a_version_and_each_line_both_languages():
    text = settings.TERMS.read_text(encoding="utf-8")
    assert re.match(r"# version \d+\n", text)
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(lines) == len(set(lines)) > 1_200
    for meaning in technical_meanings():
        assert all(form.strip() == form and form for form in (*meaning.zh, *meaning.en))
        assert any(re.search("[\u4e00-\u9fff]", form) for form in meaning.zh) or meaning.zh == [
            "MXene"
        ]


def test_a_term_stands_once_in_a_line():
    twice = [
        m for m in technical_meanings() if len(set(m.zh)) < len(m.zh) or len(set(m.en)) < len(m.en)
    ]
    assert twice == []


def test_the_general_dictionary_has_words_and_no_names():
    general = general_meanings()
    assert "reed" in general["芦苇"]
    assert len(general) > 50_000
    assert not [said for said in general["鹰潭"] if said[0].isupper()]
