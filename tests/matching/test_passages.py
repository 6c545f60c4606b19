from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from matching.passages import compose, content_hash, sentences

texts = st.dictionaries(
    st.sampled_from(["title", "summary", "background", "other"]), st.text(max_size=80)
)


@given(texts)
def test_passages_lead_back_to_their_fields(mapping):
    composition = compose(mapping)
    for passage, start in zip(composition.passages, composition.starts, strict=True):
        said = mapping[passage.field][passage.start : passage.end]
        assert said
        assert composition.text[start : start + len(said)] == said


@given(texts)
def test_the_order_of_fields_does_not_matter(mapping):
    turned = dict(reversed(mapping.items()))
    assert compose(mapping) == compose(turned)
    assert content_hash(mapping) == content_hash(turned)


def test_sentences_end_at_full_stops_but_not_inside_numbers():
    text = "密度1.85 g/cm³。 Tested at 3.5 MPa. 成本低；"
    assert [text[a:b] for a, b in sentences(text)] == [
        "密度1.85 g/cm³",
        "Tested at 3.5 MPa",
        "成本低",
    ]


def test_the_title_is_the_first_passage_however_it_is_punctuated():
    composition = compose({"summary": "甲。乙。", "title": "一种膜。及其制备"})
    first = composition.passages[0]
    assert (first.field, first.start, first.end) == ("title", 0, 8)
    assert composition.passage_at(composition.text.index("乙")) == 2


def test_a_long_text_is_read_from_its_beginning():
    composition = compose({"title": "题", "summary": "长文。" * 100_000})
    assert len(composition.text) <= 4_000


def test_a_changed_text_changes_the_hash():
    assert content_hash({"title": "甲"}) != content_hash({"title": "乙"})
    assert content_hash({"title": "甲", "summary": ""}) == content_hash({"title": "甲"})
