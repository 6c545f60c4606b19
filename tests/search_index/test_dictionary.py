"""Questions read as concepts: terms of both languages, slips, pinyin; and what answers them."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_index.contracts import Backend, Meaning
from search_index.dictionary import LONGEST, Dictionary
from search_index.facade import open_index
from search_index.tokens import query_tokens
from tests.search_index.conftest import DIMENSION, ENCODER
from tests.search_index.listings import document, query

MEANINGS = (
    Meaning(["聚醚醚酮"], ["PEEK"]),
    Meaning(["水稻", "稻谷"], ["rice"]),
    Meaning(["氟化物"], ["fluoride"]),
    Meaning(["硬碳"], ["hard carbon"]),
    Meaning(["负极"], ["anode", "negative electrode"]),
    Meaning(["热障涂层"], ["thermal barrier coating"]),
    Meaning(["涂层"], ["coating"]),
    Meaning(["智能"], ["smart"]),
)
FIELD = Dictionary(MEANINGS, lambda: {"芦苇": ["reed"], "采茶": ["tea picking"]})
FIELD.warm_up()


def labels(text: str) -> list[str]:
    return [concept.label for concept in FIELD.concepts(text)]


def test_terms_come_whole_and_longest_first():
    (coat,) = FIELD.concepts("热障涂层")
    assert coat.technical
    assert coat.en == {("thermal", "barrier", "coat")}
    assert [part.label for part in coat.parts if part.technical] == ["涂层"]
    assert labels("a hard carbon anode") == ["hard carbon", "anod"]


def test_a_term_that_goes_before_everything_is_not_what_is_meant():
    assert [c.technical for c in FIELD.concepts("智能涂层")] == [False, True]
    assert [c.technical for c in FIELD.concepts("smart coating")] == [False, True]


def test_what_questions_are_put_with_is_no_concept():
    assert labels("我们需要水稻怎么办") == ["水稻"]
    assert labels("How can we get rice?") == ["ric"]


def test_a_general_word_is_translated_and_no_term():
    (reed,) = FIELD.concepts("芦苇")
    assert reed.en == {("reed",)}
    assert not reed.technical


@pytest.mark.parametrize("slip", ["flouride", "fluorid", "fluorides", "flworide", "ffluoride"])
def test_one_slip_is_forgiven(slip: str):
    (meant,) = FIELD.concepts(slip)
    assert "氟化物" in meant.zh
    assert ("fluorid",) in meant.en


@pytest.mark.parametrize("other", ["florida", "ice", "price"])
def test_another_word_stays_another(other: str):
    (said,) = FIELD.concepts(other)
    assert not said.zh


def test_letters_that_spell_a_term_mean_it():
    assert [concept.zh for concept in FIELD.concepts("yingtan fuji")] == [{"硬碳"}, {"负极"}]


def test_a_pasted_need_is_no_question():
    assert FIELD.concepts("水稻" * LONGEST) == []
    assert FIELD.concepts("") == []


def test_a_word_asks_for_its_like_and_itself_first():
    asked = "PEEK 铆钉"
    wide = FIELD.widened(query_tokens(asked), FIELD.concepts(asked))
    assert list(wide.words) == ["peek", "铆钉", "聚醚醚酮"]


@pytest.fixture
def index(tmp_path: Path) -> Backend:
    opened = open_index(backend="embedded", path=tmp_path / "search.sqlite3", meanings=MEANINGS)
    opened.prepare(encoder_version=ENCODER, dimension=DIMENSION)
    return opened


def test_finds_marks_and_puts_first_what_is_called_otherwise(index: Backend):
    index.write(
        [
            document(1, "负极用沥青粘结剂"),
            document(2, "hard carbon from shells as an anode"),
            document(3, "水稻"),
        ],
        wait=True,
    )
    result = index.search(query("硬碳负极"))
    assert [hit.id for hit in result.hits][:1] == [2]
    assert result.answers is not None
    assert result.answers[0] == 2
    assert 3 not in result.answers
    (rice,) = index.search(query("rice")).hits
    assert rice.highlights == {"title": [(0, 2)]}
    assert index.search(query('"rice"')).total == 0


def test_what_merely_shares_a_word_does_not_answer(index: Backend):
    index.write([document(1, "风电叶片除冰涂层"), document(2, "水稻")], wait=True)
    result = index.search(query("高温合金热障涂层"))
    assert [hit.id for hit in result.hits] == [1]
    assert list(result.answers or ()) == []


def test_nobody_can_tell_without_a_text_or_by_date(index: Backend):
    index.write([document(1, "水稻")], wait=True)
    assert index.search(query("")).answers is None
    assert index.search(query("水稻", newest_first=True)).answers is None
    assert index.search(query("水稻")).answers == [1]
