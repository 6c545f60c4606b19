"""Words that mean the same, added to what somebody searches for."""

from __future__ import annotations

from functools import cache

from .tokens import DATA, Tokens, listed_lines, query_tokens

SYNONYMS = DATA / "synonyms.txt"


def widened(tokens: Tokens) -> Tokens:
    """The tokens with the words that mean the same as one of them, those asked for first."""
    others = (other for word in tokens.words for other in _synonyms().get(word, ()))
    return Tokens(list(dict.fromkeys([*tokens.words, *others])), tokens.chars)


@cache
def _synonyms() -> dict[str, list[str]]:
    """Token → tokens of the same meaning."""
    groups = [[query_tokens(word).words[0] for word in line] for line in listed_lines(SYNONYMS)]
    return {word: [other for other in group if other != word] for group in groups for word in group}
