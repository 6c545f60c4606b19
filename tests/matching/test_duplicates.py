"""Copies among listings of a kind, and what is merely alike."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from matching import facade
from matching.contracts import MatchingError
from matching.fitting.duplicates import copied, fit_duplicates
from matching.fitting.texts import bilingual_sentences, texts_of

SENTENCES = [chinese.rstrip("。") + "。" for _, chinese in bilingual_sentences()]


@pytest.fixture
def listings(listing):
    """Each of six sentences, neighbours sharing two of them."""
    return [
        listing("achievement", SENTENCES[at][:12], "".join(SENTENCES[at : at + 6]), id=at)
        for at in range(0, 60, 4)
    ]


@pytest.fixture
def copies(listings, listing):
    chance = random.Random(3)
    made = [copied(one, chance) for one in listings]
    return [listing("achievement", *one.texts.values(), id=one.id) for one in made]


@pytest.fixture
def release(null_release, listings):
    def encode(profiles):
        encodings = facade.encode(texts_of(profiles), [p.kind for p in profiles])
        return [replace(p, encoding=e) for p, e in zip(profiles, encodings, strict=True)]

    return replace(null_release, duplicates=fit_duplicates(null_release, listings, encode))


def test_a_cut_and_reordered_copy_is_suspected_and_a_neighbour_is_not(listings, copies, release):
    for place, original in enumerate(listings):
        found = facade.alike(
            original, [*copies, *listings[:place], *listings[place + 1 :]], release
        )
        assert found[0].candidate_id == copies[place].id
        assert found[0].same > 0.5
        assert [one.candidate_id for one in found if one.same > 0.5] == [copies[place].id]


def test_a_copy_has_lost_sentences_and_bears_another_title(listings):
    original = listings[0]
    copy = copied(original, random.Random(1))
    assert copy.id != original.id
    assert copy.texts["title"] != original.texts["title"]
    assert 0 < len(copy.texts["text"]) < len(original.texts["summary"])


def test_without_a_model_or_texts_nobody_is_suspected(listings, null_release, release, listing):
    bare = replace(null_release, duplicates={})
    assert {one.same for one in facade.alike(listings[0], listings, bare)} == {0.0}
    empty = listing("achievement", "！", id="empty")
    assert facade.alike(empty, [listings[0]], release)[0].same < 0.5


def test_another_kind_is_never_the_same(listings, listing, release):
    with pytest.raises(MatchingError, match="achievement"):
        facade.alike(listings[0], [listing("need", "需求", id="n")], release)


def test_conditions_keep_nothing_from_being_alike(listings, release):
    strict = replace(listings[0], required=frozenset({"region"}), region="110101")
    other = replace(listings[1], region="440305")
    assert len(facade.alike(strict, [other], release)) == 1


def test_what_likeness_does_not_hear_is_not_computed(listings, release, monkeypatch):
    def asked(*_: object) -> None:
        raise AssertionError("indicators of two offers were compared")

    monkeypatch.setattr("matching.signals.indicators.Indicators.scores", asked)
    assert len(facade.alike(listings[0], listings[1:], release)) == len(listings) - 1
