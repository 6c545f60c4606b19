"""A need finds its answer in the other language as it does in its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from matching import facade
from matching.fitting.texts import bilingual_sentences
from matching.normalisation import language_of
from tests.evaluation.bilingual import corpus
from tests.evaluation.bilingual.finding import Marketplace, marketplace, surroundings
from tests.evaluation.large_sets import large_set
from tests.matching.conftest import TERMS

REPOSITORY = Path(__file__).parents[2]


def test_each_need_has_one_answer_in_both_languages():
    needs, answers = corpus.needs("zh"), corpus.achievements("zh")
    assert len(needs) >= 80
    assert [need.id for need in needs] == [answer.id for answer in answers]
    assert len({need.id for need in needs}) == len(needs)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_text_is_another_and_in_its_language(language):
    listings = [*corpus.needs(language), *corpus.achievements(language)]
    texts = [text for listing in listings for text in listing.texts.values()]
    assert len(set(texts)) == len(texts)
    assert {language_of(text) for text in texts} == {language}


def test_nothing_of_it_was_fitted_on():
    fitted = {sentence for pair in bilingual_sentences() for sentence in pair}
    whole = json.dumps([p.texts for p in corpus.needs("en") + corpus.achievements("zh")])
    assert not [sentence for sentence in fitted if json.dumps(sentence)[1:-1] in whole]


@pytest.fixture(scope="module")
def bundled_engine(tmp_path_factory) -> Iterator[None]:
    facade.configure(cache_dir=REPOSITORY / ".cache" / "models", threads=1, terms=TERMS)
    yield
    facade.configure(model="null", cache_dir=tmp_path_factory.mktemp("null"))


@pytest.fixture(scope="module")
def market(bundled_engine, tmp_path_factory) -> Marketplace:
    """The set alone: each answer among the others in both languages."""
    return marketplace([], tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="module")
def large_market(bundled_engine, tmp_path_factory) -> Marketplace:
    """The set among as many texts as the command measures."""
    around = surroundings(large_set("csl/papers.jsonl"), 1000)
    return marketplace(around, tmp_path_factory.mktemp("index"))


@pytest.mark.model
@pytest.mark.parametrize(
    "size", ["market", pytest.param("large_market", marks=pytest.mark.nightly)]
)
@pytest.mark.parametrize(("wanted", "answered"), [("zh", "en"), ("en", "zh")])
def test_an_answer_in_the_other_language_is_found(request, size, wanted, answered):
    among = request.getfixturevalue(size)
    found = among.figures(among.both, wanted, answered)
    assert found.recall_at_10 >= 0.9
    assert found.mrr >= 0.75
    assert among.figures(among.retrieval, wanted, answered).recall_at_200 >= 0.95


@pytest.mark.model
@pytest.mark.parametrize(
    "size", ["market", pytest.param("large_market", marks=pytest.mark.nightly)]
)
def test_texts_of_the_other_language_do_not_push_chinese_answers_out(request, size):
    among = request.getfixturevalue(size)
    found = among.figures(among.both, "zh", "zh")
    assert found.recall_at_10 >= 0.95
    assert found.mrr >= 0.9
