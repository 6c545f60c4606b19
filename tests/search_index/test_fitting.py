"""Documents that are too long are cut with a mark."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from search_index.contracts import TierText
from search_index.fitting import LARGEST, MARK, fitted
from tests.search_index.listings import document

PARTS = st.lists(st.integers(0, LARGEST), min_size=1, max_size=5)


@given(lengths=PARTS)
def test_what_fits_is_kept_whole_and_the_rest_is_marked(lengths: list[int]):
    fields = {f"field{number}": "字" * length for number, length in enumerate(lengths)}
    whole = replace(document(1), texts=[TierText("details", fields, frozenset({"org:1"}))])
    kept = fitted(whole)
    values = [value for text in kept.texts for value in text.fields.values()]
    assert list(kept.texts[0].fields) == list(fields)
    assert kept.texts[0].audience == {"org:1"}
    assert kept.cut == (sum(lengths) > LARGEST)
    if not kept.cut:
        assert kept is whole
        return
    assert sum(len(value.removesuffix(MARK)) for value in values) == LARGEST
    for before, after in zip(fields.values(), values, strict=True):
        assert after == before or (after.endswith(MARK) and before.startswith(after[: -len(MARK)]))
