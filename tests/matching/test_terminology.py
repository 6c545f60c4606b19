from __future__ import annotations

import pytest

from matching import facade
from matching.contracts import MatchingError, Profile
from matching.terminology import read_terminology
from tests.matching.conftest import TERMS


@pytest.fixture(scope="module")
def dictionary():
    return read_terminology(TERMS)


def things(dictionary, text: str) -> set[str]:
    return {dictionary.key(mention.thing) for mention in dictionary.mentions(text)}


def test_the_shipped_dictionary_has_each_thing_once(dictionary):
    firsts = [names[0] for names in dictionary.names]
    assert len(firsts) > 1_300
    assert sorted({name for name in firsts if firsts.count(name) > 1}) == []


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("碱性电解槽", "alkaline electrolysers"),
        ("脱硝催化剂", "an SCR catalyst"),
        ("陶瓷基板", "Ceramic Substrates"),
        ("无人机", "UAVs"),
    ],
)
def test_both_languages_name_the_same_thing(dictionary, chinese, english):
    assert things(dictionary, chinese) & things(dictionary, english)


def test_an_abbreviation_is_no_part_of_a_word(dictionary):
    assert things(dictionary, "工业 CT 检测") >= things(dictionary, "CT")
    assert not things(dictionary, "CT") & things(dictionary, "direct seawater electrolysis")


def test_an_abbreviation_is_read_as_it_stands(dictionary):
    assert "反渗透" in things(dictionary, "after RO")
    assert "反渗透" not in things(dictionary, "ro")


def test_a_mention_is_where_it_stands_also_in_longer_names(dictionary):
    text = "a lithium-ion battery cell"
    named = {text[m.start : m.end] for m in dictionary.mentions(text)}
    assert {"lithium-ion battery", "battery cell"} <= named


def test_two_languages_share_the_terms_of_the_dictionary(null_engine, null_release):
    need = Profile("n", "need", {"title": "Electrodes for alkaline electrolysers"})
    near = Profile("a", "achievement", {"title": "碱性电解槽电极"})
    far = Profile("b", "achievement", {"title": "玉米种子包衣剂"})
    ranked = facade.rank(need, [far, near], null_release)
    assert [pair.candidate_id for pair in ranked] == ["a", "b"]
    (reason,) = [r for r in ranked[0].reasons if r.signal == "lexical"]
    assert reason.params["terms"] == ["alkaline electrolysers", "Electrodes"]
    assert reason.params["there"] == ["碱性电解槽", "电极"]
    assert [span.side for span in reason.spans] == ["need", "need", "offer", "offer"]


def test_another_dictionary_than_the_releases_is_not_listened_to(tmp_path, null_release):
    other = tmp_path / "terms.tsv"
    other.write_text("电极\telectrode\n")
    facade.configure(model="null", cache_dir=tmp_path, terms=other)
    need = Profile("n", "need", {"title": "Electrodes"})
    (pair,) = facade.rank(need, [Profile("a", "achievement", {"title": "电极"})], null_release)
    assert not [r for r in pair.reasons if r.signal == "lexical"]


def test_a_line_that_cannot_be_read_is_named(tmp_path):
    broken = tmp_path / "terms.tsv"
    broken.write_text("# version 1\n电极 electrode\n")
    with pytest.raises(MatchingError, match="line 2"):
        read_terminology(broken)
