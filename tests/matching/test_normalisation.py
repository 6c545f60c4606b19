from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from matching.normalisation import fold, language_of, terms


@given(st.text())
def test_folding_keeps_the_length_so_that_offsets_survive(text):
    assert len(fold(text)) == len(text)


def test_full_width_and_case_do_not_matter():
    assert terms("ＰＶＤＦ膜", 1) == ["pvdf", "膜"]
    assert terms("碳纳米", 2) == ["碳", "纳", "米", "碳 纳", "纳 米"]


def test_english_function_words_are_no_terms():
    assert terms("a coating for the blade", 1) == ["coating", "blade"]


def test_language_goes_by_script():
    assert language_of("基于YOLO的PCB缺陷检测") == "zh"
    assert language_of("Coating with 石墨烯 for marine steel structures and pipelines") == "en"
    assert language_of("") == "zh"
