"""Tokens: what must be found by what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.contracts import TierText
from search_index.highlights import Highlighter
from search_index.normalise import clean, normalise
from search_index.tokens import LONGEST, STOP, TERMS, index_tokens, query_tokens, sequence, stem


def words(text: str) -> list[str]:
    return list(query_tokens(text).words)


def finds(query: str, text: str) -> bool:
    return bool(set(query_tokens(query).words) & set(index_tokens(text).words))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("石墨烯散热膜", ["石墨烯", "散热膜"]),
        ("石墨烯導熱膜", ["石墨烯", "导热膜"]),
        ("LiFePO4 与 Al₂O₃", ["lifepo4", "al2o3"]),
        ("MoS₂", ["mos2"]),
        ("6061-T6", ["6061t6"]),
        ("10 kV", ["10kv"]),
        ("１０ｋＶ", ["10kv"]),
        ("3.5MPa", ["3.5mpa"]),
        ("1.2 g/cm³", ["1.2g/cm3"]),
        ("25℃", ["25°c"]),
        ("5G通信", ["5g", "通信"]),
        ("AI芯片", ["ai", "芯片"]),
        ("high-speed coatings", ["speed", "coat"]),
        ("石墨烯散热膜的制备方法", ["石墨烯", "散热膜"]),
        ("制备方法", ["制备", "方法"]),
        ("10 kVery", ["10", "kvery"]),
        ("的 the 了", []),
        ("", []),
    ],
)
def test_query_words(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("石墨烯", "氧化石墨烯的制备"),
        ("石墨", "石墨烯"),
        ("电池", "锂离子电池"),
        ("kV", "10 kV 绝缘"),
        ("6061", "6061-T6 铝合金"),
        ("6061T6", "6061-T6 铝合金"),
        ("batteries", "battery"),
        ("cure", "curing and cured"),
        ("weld", "welding"),
        ("cut", "cutting"),
        ("碳纖維", "碳纤维"),
    ],
)
def test_index_is_finer_than_query(query, text):
    assert finds(query, text)


def test_a_compound_asks_for_itself():
    assert not finds("10kV", "20 kV 与 10 A")
    assert not finds("锂离子电池", "电池")


def test_characters_find_what_the_segmenter_cuts_otherwise():
    assert query_tokens("散热薄膜", at_length=True).chars == ["散热", "热薄", "薄膜"]
    assert query_tokens("散热薄膜").chars == ["热薄"]
    assert query_tokens("散热").chars == ["散热"]
    assert query_tokens("膜").chars == query_tokens("膜，电池").chars == ["膜"]
    assert query_tokens("的").chars == []
    assert query_tokens("电池的制备方法").chars == ["电池"]
    assert list(index_tokens("膜材").chars) == ["膜", "材", "膜材"]


@pytest.mark.parametrize(
    "word", ["gas", "glass", "speed", "need", "thing", "string", "analysis", "bus"]
)
def test_stem_spares(word):
    assert stem(word) == word


def test_every_term_of_the_dictionary_is_one_word():
    lines = TERMS.read_text(encoding="utf-8").splitlines()
    terms = [term for line in lines if not line.startswith("#") for term in line.split()]
    assert len(terms) == len(set(terms)) > 300
    assert [term for term in terms if words(term) != [term]] == []


def test_particles_are_no_words():
    assert all(words(word) == [] for word in STOP)


@given(st.text())
def test_any_text_has_tokens_fit_for_a_blank_separated_field(text):
    for tokens in (index_tokens(text), query_tokens(text)):
        for token in (*tokens.words, *tokens.chars):
            assert token == token.strip() != ""
            assert len(token.split()) == 1
            assert len(token) <= LONGEST
            assert '"' not in token
            token.encode()


@given(st.text())
def test_a_query_of_its_own_text_finds_it(text):
    tokens, held = query_tokens(text), index_tokens(text)
    assert set(tokens.words) <= set(held.words)
    assert set(tokens.chars) <= set(held.chars)


@given(st.text())
def test_positions_lead_back_to_the_text(text):
    normal = normalise(text)
    for i in range(len(normal.text)):
        start, end = normal.source(i, i + 1)
        assert 0 <= start < end <= len(text)
    assert len(clean(text)) == len(text)


@given(
    st.text(alphabet="石墨烯散热膜導１０ｋＶ kVab-ed ½㎏e\u0301，"),
    st.text(alphabet="石墨烯散热膜导10kVabed "),
)
def test_highlights_are_apart_in_order_and_within(text, query):
    highlighter = Highlighter(query_tokens(query), list(filter(None, [sequence(query)])))
    marks = highlighter.highlights([TierText("summary", {"t": text}, frozenset())])
    last = -1
    for start, end in marks.get("t", []):
        assert last < start < end <= len(text)
        last = end


def test_whatever_case_or_width():
    assert words("ＧＰＵ İ é e\u0301") == words("gpu İ é é")
