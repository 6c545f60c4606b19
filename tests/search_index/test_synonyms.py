"""Words of one meaning: each asks for all, whatever was indexed before the list changed."""

from __future__ import annotations

import re

from search_index.contracts import Backend
from search_index.synonyms import SYNONYMS, widened
from search_index.tokens import listed_lines, query_tokens
from tests.search_index.listings import document, found, query


def test_the_list_has_a_version_and_each_word_once():
    text = SYNONYMS.read_text(encoding="utf-8")
    assert re.match(r"# version \d+\n", text)
    groups = listed_lines(SYNONYMS)
    tokens = [query_tokens(word).words for group in groups for word in group]
    assert [words for words in tokens if len(words) != 1] == []
    said = [words[0] for words in tokens]
    assert len(said) == len(set(said)) > 60
    assert all(len(group) > 1 for group in groups)


def test_a_word_asks_for_its_like_and_itself_first():
    assert list(widened(query_tokens("PEEK 铆钉")).words) == ["peek", "铆钉", "聚醚醚酮"]
    assert list(widened(query_tokens("铆钉")).words) == ["铆钉"]


def test_finds_and_marks_what_is_called_otherwise(index: Backend):
    index.write(
        [document(1, "聚醚醚酮轴承"), document(2, "PEEK cage"), document(3, "水稻")], wait=True
    )
    assert sorted(found(index, "聚醚醚酮")) == sorted(found(index, "peek")) == [1, 2]
    assert found(index, "rice") == [3]
    (hit,) = index.search(query("rice")).hits
    assert hit.highlights == {"title": [(0, 2)]}
    assert found(index, '"rice"') == []
