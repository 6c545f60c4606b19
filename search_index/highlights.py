"""Where a query's tokens and exact phrases stand in a text, as ranges of its characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from .contracts import TierText
from .normalise import normalise
from .tokens import HAN, LETTER, STOP, Tokens, stem, units_in_order

Ranges = Sequence[tuple[int, int]]
# A longer text is marked at its beginning: nobody reads marks beyond.
LONGEST = 20_000
_RUN = re.compile(f"{LETTER}+")
_LETTER = re.compile(LETTER)
_LETTERS = re.compile("[a-z]+")
_JOINED = re.compile(r"[^-_'\s]")
_APART = 2  # characters that may stand between those of a number with its unit


class _Lexicon:
    """Tokens found at a place of a text by their first character and their length."""

    def __init__(self, tokens: Iterable[str]) -> None:
        self._tokens = frozenset(tokens)
        lengths: dict[str, set[int]] = {}
        for token in self._tokens:
            lengths.setdefault(token[0], set()).add(len(token))
        self._lengths = {first: sorted(each, reverse=True) for first, each in lengths.items()}

    def at(self, text: str, at: int) -> Iterator[int]:
        """Lengths of the tokens at ``at``, the longest first."""
        for length in self._lengths.get(text[at], ()):
            if at + length <= len(text) and text[at : at + length] in self._tokens:
                yield length

    def __bool__(self) -> bool:
        return bool(self._tokens)


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
        self._han = _Lexicon(han)
        self._codes = _Lexicon(set(tokens.words) - self._stems - han)

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
        if self._han:
            for at in range(len(normal)):
                yield from ((at, at + length) for length in [*self._han.at(normal, at)][:1])
        if self._stems:
            yield from self._words_in(normal)
        if self._codes:
            yield from self._codes_in(normal)

    def _words_in(self, normal: str) -> Iterator[tuple[int, int]]:
        """English words by their stem: batteries for battery; COD5 is a COD."""
        for run in _RUN.finditer(normal):
            letters = _LETTERS.match(run[0])
            digits = letters is not None and run[0][letters.end() :]
            if letters and (not digits or digits.isdigit()) and stem(letters[0]) in self._stems:
                yield run.span()

    def _codes_in(self, normal: str) -> Iterator[tuple[int, int]]:
        """6061t6 as it may be written: 6061-T6, 6061 T6; 10kv as 10 kV."""
        places = [match.start() for match in _JOINED.finditer(normal)]
        joined = "".join(map(normal.__getitem__, places))
        for at, start in enumerate(places):
            if start and _LETTER.match(normal, start - 1):
                continue
            for length in self._codes.at(joined, at):
                end = places[at + length - 1] + 1
                near = all(
                    places[i + 1] - places[i] <= _APART + 1 for i in range(at, at + length - 1)
                )
                if near and not _LETTER.match(normal, end):
                    yield start, end
                    break

    def _phrases_in(self, normal: str) -> Iterator[tuple[int, int]]:
        units = units_in_order(normal) if self._phrases else []
        words = [unit.word for unit in units]
        for phrase in self._phrases:
            for first in range(len(words) - len(phrase) + 1):
                if words[first] == phrase[0] and words[first : first + len(phrase)] == phrase:
                    yield units[first].start, units[first + len(phrase) - 1].end
