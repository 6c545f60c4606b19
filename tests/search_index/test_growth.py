"""Marking a text takes time by its length, whatever it repeats and whatever was asked."""

from __future__ import annotations

import pytest

from search_index.contracts import TierText
from search_index.highlights import Highlighter
from search_index.tokens import MOST_ASKED, query_tokens, sequence
from tests.growth import too_fast

RARE = "".join(map(chr, range(0x4E00, 0x4E00 + 1_000)))


@pytest.mark.parametrize("asked", ["1", "从1", "密度 of 10 kV a-1", RARE])
def test_marking_grows_with_the_text_and_no_faster(asked: str) -> None:
    highlighter = Highlighter(query_tokens(asked), [sequence(asked[:100])])
    assert (
        too_fast(
            lambda text: highlighter.highlights(
                [TierText("public", {"x": text}, frozenset({"public"}))]
            )
        )
        == []
    )


def test_a_question_of_rare_characters_asks_for_no_more_than_a_long_one() -> None:
    tokens = query_tokens(RARE)
    assert max(len(tokens.words), len(tokens.chars)) <= MOST_ASKED
