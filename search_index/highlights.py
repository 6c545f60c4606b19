"""Where a query's tokens and exact phrases stand in a text, as ranges of its characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from .contracts import TierText
from .normalise import normalise
from .tokens import HAN, LETTER, STOP, Tokens, stem, units_in_order

Ranges = Sequence[tuple[int, int]]
# A longer text is marked at its beginning: nobody reads marks beyond.
LONGEST = 20_000


class Highlighter:
    """Marks one query's tokens in many texts, and its ``phrases`` (``tokens.sequence``) as a whole."""

    def __init__(self, tokens: Tokens, phrases: Sequence[Sequence[str]] = ()) -> None:
        self._phrases = [list(phrase) for phrase in phrases]
        self._stems = {word for word in tokens.words if word.isascii() and word.isalpha()}
        # Pairs with a particle (膜的) are accidents of writing, not what was asked for.
        han = {
            token
            for token in (*tokens.words, *tokens.chars)
            if re.match(f"[{HAN}]", token) and not STOP.intersection(token)
        }
        other = set(tokens.words) - self._stems - han
        patterns = [re.escape(token) for token in sorted(han, key=len, reverse=True)]
        patterns += [_apart(f"{_loose(token)}") for token in sorted(other)]
        patterns += [_apart(f"{_beginning(word)}{LETTER}{{0,5}}") for word in sorted(self._stems)]
        # Ahead only, so that tokens that overlap are all found.
        self._pattern = re.compile(f"(?=({'|'.join(patterns)}))") if patterns else None

    def highlights(self, texts: Sequence[TierText]) -> dict[str, Ranges]:
        """Field → ranges, for the fields of ``texts`` that hold a token."""
        found: dict[str, Ranges] = {}
        for text in texts:
            for name, ranges in self._fields(text.fields).items():
                found.setdefault(name, ranges)
        return found

    def _fields(self, fields: Mapping[str, str]) -> dict[str, Ranges]:
        marked = {name: self._ranges(value) for name, value in fields.items()}
        return {name: ranges for name, ranges in marked.items() if ranges}

    def _ranges(self, text: str) -> Ranges:
        """Ranges [start, end) in ``text``, in order, none touching another."""
        normal = normalise(text[:LONGEST])
        merged: list[tuple[int, int]] = []
        for span in sorted([*self._tokens_in(normal.text), *self._phrases_in(normal.text)]):
            start, end = normal.source(*span)
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged

    def _tokens_in(self, normal: str) -> Iterator[tuple[int, int]]:
        if self._pattern is None:
            return
        for match in self._pattern.finditer(normal):
            word = match[1]
            if word.isascii() and word.isalpha() and stem(word) not in self._stems:
                continue
            yield match.span(1)

    def _phrases_in(self, normal: str) -> Iterator[tuple[int, int]]:
        units = units_in_order(normal) if self._phrases else []
        words = [unit.word for unit in units]
        for phrase in self._phrases:
            for first in range(len(words) - len(phrase) + 1):
                if words[first : first + len(phrase)] == phrase:
                    yield units[first].start, units[first + len(phrase) - 1].end


def _apart(pattern: str) -> str:
    return f"(?<![^\\W_{HAN}]){pattern}(?!{LETTER})"


def _loose(token: str) -> str:
    """6061t6 as it may be written: 6061-T6, 6061 T6; 10kv as 10 kV."""
    return r"[-_'\s]{0,2}".join(map(re.escape, token))


def _beginning(word: str) -> str:
    """What a word's forms share: batter(y), batter(ies)."""
    return re.escape(word.removesuffix("y") if len(word) > 3 else word)
