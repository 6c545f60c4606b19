"""The technical terms that two texts share, as a reader would name them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Literal

import numpy as np

from matching.contracts import Profile, Span
from matching.normalisation import fold, terms
from matching.passages import content_hash, ordered_fields
from matching.quantities.units import unit_known
from matching.signals.idf import Idf, term_id
from matching.signals.plain_words import domain_words, general, of_measure, of_the_field
from matching.signals.terms import Terms

_OFTEN_ENOUGH = 10_000  # frequency that keeps a word whole
_TERMS_AT_MOST = 5
_WORDS_AT_MOST = 5  # in one term, as in 锂离子电池 负极 材料
_READ_AT_MOST = 6_000
_WORD = re.compile(r"\w")
_DIGITS_ONLY = re.compile(r"[\d.]+")
# An idf below this is a word of any field; what else is general stands in the list.
_SAYS_SOMETHING = 2.5
_RARE = 6.0
_JOINED = "、,，;；。.:：()（）[]【】/\\"


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Found:
    term: str
    weight: float
    need: tuple[_Word, ...]
    offer: tuple[_Word, ...]


class SharedTerms:
    """Longest runs of technical words that stand in both texts, the rarest first."""

    def __init__(self, idf: Idf, terms: Terms) -> None:
        self._idf = idf
        self._terms = terms
        self._weight = lru_cache(8192)(self._weigh)

    def says_something(self, word: str) -> bool:
        """Whether a word tells more than any text of technology does."""
        return len(word) > 1 and word.isalpha() and self._weight(word) >= _SAYS_SOMETHING

    def between(self, need: Profile, offer: Profile) -> tuple[list[str], tuple[Span, ...]]:
        """Up to five terms, and where each first stands on either side."""
        wanted, offered = words(need.texts), words(offer.texts)
        chosen: list[_Found] = []
        for found in sorted(self._common(wanted, offered), key=lambda f: (-f.weight, f.term)):
            if not any(found.term in c.term or c.term in found.term for c in chosen):
                chosen.append(found)
            if len(chosen) == _TERMS_AT_MOST:
                break
        here, there = content_hash(need.texts), content_hash(offer.texts)
        spans = [_span("need", here, f.need) for f in chosen]
        spans += [_span("offer", there, f.offer) for f in chosen]
        return [f.term for f in chosen], tuple(spans)

    def _common(self, wanted: Sequence[_Word], offered: Sequence[_Word]) -> Iterator[_Found]:
        places: dict[str, list[int]] = {}
        for place, word in enumerate(wanted):
            places.setdefault(word.text, []).append(place)
        at = 0
        while at < len(offered):
            start, length = 0, 0
            for place in places.get(offered[at].text, ())[:32]:
                run = _run(wanted, place, offered, at)
                if run > length:
                    start, length = place, run
            if length:
                found = self._term(wanted[start : start + length], offered[at : at + length])
                if found is not None:
                    yield found
            at += max(1, length)

    def _term(self, wanted: Sequence[_Word], offered: Sequence[_Word]) -> _Found | None:
        first, last = 0, len(wanted)
        while first < last and self._weight(wanted[first].text) < _SAYS_SOMETHING:
            first += 1
        while last > first and self._weight(wanted[last - 1].text) < _SAYS_SOMETHING:
            last -= 1
        kept = wanted[first:last]
        term = _joined(kept)
        if len(term) < 2 or _DIGITS_ONLY.fullmatch(term) or unit_known(term):
            return None
        if all(of_measure(word.text) for word in kept):
            return None
        if not self._technical(kept, term):
            return None
        weight = max(self._weight(word.text) for word in kept)
        # A longer term says more, but ten characters do not say ten times as much.
        weight *= 1.0 + 0.1 * min(len(term), 10)
        return _Found(term, weight, tuple(kept), tuple(offered[first:last]))

    def _technical(self, kept: Sequence[_Word], term: str) -> bool:
        """Whether it is a term: one of the dictionary or of a field's words, or of more than one word
        that together are rare; 处理, 只做 and 110% are none.
        """
        if any(of_the_field(word.text) for word in kept):
            return True
        if self._terms.speaks_of_one(term):
            return True
        rare = max(self._weight(word.text) for word in kept) >= _RARE
        named = sum(word.text.isalpha() and len(word.text) > 1 for word in kept)
        return rare and named > 1

    def _weigh(self, word: str) -> float:
        single = terms(word, 1)
        if not single or general(word) or (len(word) == 1 and word.isascii()):
            return 0.0
        if len(single) == 1:
            return float(self._idf.weights(_keys(single))[0])
        pairs = [f"{a} {b}" for a, b in pairwise(single)]
        return float(self._idf.weights(_keys(pairs)).max())


def _keys(of: Sequence[str]) -> np.ndarray:
    return np.array([term_id(term) for term in of], np.uint32)


def _run(wanted: Sequence[_Word], place: int, offered: Sequence[_Word], at: int) -> int:
    """How many words from here on are the same on both sides, without a gap on either."""
    length = 0
    while (
        length < _WORDS_AT_MOST
        and place + length < len(wanted)
        and at + length < len(offered)
        and wanted[place + length].text == offered[at + length].text
        and (length == 0 or (_follows(wanted, place + length) and _follows(offered, at + length)))
    ):
        length += 1
    return length


def _follows(words: Sequence[_Word], place: int) -> bool:
    before, word = words[place - 1], words[place]
    gap = word.start - before.end
    return word.field == before.field and (gap == 0 or (gap == 1 and word.text.isascii()))


def _joined(words: Sequence[_Word]) -> str:
    text = ""
    for word in words:
        spaced = text and text[-1].isascii() and word.text[0].isascii()
        text += f" {word.text}" if spaced else word.text
    return text


def _span(side: Literal["need", "offer"], hashed: str, words: Sequence[_Word]) -> Span:
    return Span(side, words[0].field, hashed, words[0].start, words[-1].end)


@cache
def _segmenter() -> Any:
    import rjieba

    segmenter = rjieba.Jieba()
    for word in domain_words():
        segmenter.add_word(word, _OFTEN_ENOUGH, "n")
    return segmenter


def words(texts: Mapping[str, str]) -> tuple[_Word, ...]:
    """Words of all fields with their offsets; punctuation left out."""
    return _words(tuple((name, texts[name][:_READ_AT_MOST]) for name in ordered_fields(texts)))


@lru_cache(maxsize=1024)
def _words(fields: tuple[tuple[str, str], ...]) -> tuple[_Word, ...]:
    found: list[_Word] = []
    for name, text in fields:
        at = 0
        for piece in _segmenter().cut(fold(text)):
            if _WORD.search(piece) and piece not in _JOINED:
                found.append(_Word(piece, name, at, at + len(piece)))
            at += len(piece)
    return tuple(found)
