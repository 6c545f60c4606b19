"""What a question asks for, concept by concept, and how each may be written in either language.

Technical terms come first, the longest that fits; what they leave is cut into words, which the
general dictionary translates where it can. A misspelt English word stands for the technical word one
slip away, and Latin letters that no word has for the Chinese term that they spell in pinyin.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from threading import Lock, Thread
from typing import TypeVar

from .contracts.terms import General, Meaning
from .normalise import normalise
from .tokens import (
    DATA,
    HAN,
    STOP,
    Tokens,
    common_words,
    listed_lines,
    query_tokens,
    segmented,
    stem,
)

# A longer text is a need that somebody pasted: it is compared as a whole.
LONGEST = 200
MOST = 24  # concepts of one question
MOST_GENERAL = 8  # translations of a general word: the first ones are the usual ones
SHORTEST_SPELT = 5  # letters below which a slip makes another word
Key = TypeVar("Key", bound=Hashable)
Place = TypeVar("Place")
# What questions are put with, and what says nothing of a subject: one language a line.
_ASKING = frozenset(stem(word) for line in listed_lines(DATA / "asking.txt") for word in line)
_PLAIN = frozenset(stem(word) for line in listed_lines(DATA / "plain.txt") for word in line)
_RUN = re.compile(f"[{HAN}]+|[^{HAN}]+")
_LATIN = re.compile(r"[^\W_]+(?:[.'][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Concept:
    """Something asked for: Chinese ways to write it, and English ones as stems in their order.

    ``technical``: a term of the field, which is meant as such and not said by the way. ``parts`` are
    what a compound is made of, empty for what has none.
    """

    label: str
    zh: frozenset[str]
    en: frozenset[tuple[str, ...]]
    technical: bool = False
    parts: tuple[Concept, ...] = ()


def stems_of(text: str) -> list[str]:
    """The English words and numbers of a text in order, without endings; hyphens part words."""
    return [stem(word) for word in _LATIN.findall(normalise(text).text) if not _han(word)]


class Dictionary:
    """Looks concepts up. ``general`` is only asked for words that are no technical terms."""

    def __init__(self, meanings: Sequence[Meaning] = (), general: General = dict) -> None:
        self._meanings = meanings
        self._read_general = general
        self._reading = Lock()
        self._read: tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]] | None = (
            None if general is not dict else ({}, {})
        )

    @cached_property
    def version(self) -> str:
        """Names the technical terms it was made of."""
        said = repr([(tuple(one.zh), tuple(one.en)) for one in self._meanings])
        return hashlib.sha256(said.encode()).hexdigest()[:6]

    def concepts(self, text: str) -> list[Concept]:
        """What ``text`` asks for, each once; empty for a text longer than a question."""
        if len(text) > LONGEST:
            return []
        found: dict[str, Concept] = {}
        for run in _RUN.findall(normalise(text).text):
            parts = self._of_chinese(run) if _han(run) else self._of_latin(run)
            for concept in parts:
                found.setdefault(concept.label, concept)
        return list(found.values())[:MOST]

    def widened(self, tokens: Tokens, concepts: Sequence[Concept]) -> Tokens:
        """The tokens with those of every other way to write a concept, those asked for first."""
        others = [
            word
            for concept in concepts
            for form in (*sorted(concept.zh), *(" ".join(en) for en in sorted(concept.en)))
            for word in query_tokens(form).words
        ]
        return Tokens(list(dict.fromkeys([*tokens.words, *others])), tokens.chars)

    def _of_chinese(self, run: str, *, within: bool = False) -> Iterator[Concept]:
        """Concepts of a run of Han characters; ``within``: shorter ones than the run itself."""
        rest, at = "", 0
        while at < len(run):
            term = self._longest_zh(run, at, len(run) - within)
            if term is None:
                rest += run[at]
                at += 1
                continue
            yield from self._words_of(rest)
            rest, at = "", at + len(term)
            if term not in _ASKING:
                parts = () if within or len(term) < 4 else self._of_chinese(term, within=True)
                yield self._technical(term, self._zh[term], tuple(parts))
        yield from self._words_of(rest)

    def _longest_zh(self, run: str, at: int, most: int) -> str | None:
        for length in range(min(self._longest[0], len(run) - at, most), 1, -1):
            if run[at : at + length] in self._zh:
                return run[at : at + length]
        return None

    def _words_of(self, rest: str) -> Iterator[Concept]:
        for word in segmented(rest) if rest else ():
            if word in STOP or word in _ASKING or word in common_words():
                continue
            said = self._general()[0].get(word, ())[:MOST_GENERAL]
            english = {tuple(stems_of(meaning)) for meaning in said}
            yield Concept(word, frozenset({word}), frozenset(filter(None, english)))

    def _of_latin(self, run: str) -> Iterator[Concept]:
        words, at = stems_of(run), 0
        written = [word for word in _LATIN.findall(run) if not _han(word)]
        while at < len(words):
            for length in range(min(self._longest[1], len(words) - at), 0, -1):
                key = tuple(words[at : at + length])
                if key in self._en and not (length == 1 and _says_nothing(key[0])):
                    alone = (self._word(word, word) for word in key if not _says_nothing(word))
                    parts = tuple(alone) if length > 1 else ()
                    yield self._technical(" ".join(key), self._en[key], parts)
                    at += length
                    break
            else:
                if not _says_nothing(words[at]):
                    yield self._word(words[at], written[at])
                at += 1

    def _word(self, word: str, written: str) -> Concept:
        """An English word: a term, a general one, a slip of a technical one, or pinyin."""
        if (word,) in self._en:
            return self._technical(word, self._en[word,])
        chinese = self._general()[1].get(word, ())[:MOST_GENERAL]
        english = {(word,)}
        if not chinese and word.isalpha() and word not in self._known_words:
            if terms := self._spoken.get(written, ()):
                return self._technical(word, [n for term in terms for n in self._zh[term]])
            english |= {(meant,) for meant in self._meant_by(word)}
            chinese = [
                zh for en in sorted(english) for n in self._en.get(en, ()) for zh in self._z(n)
            ]
        return Concept(word, frozenset(chinese), frozenset(english))

    def _technical(
        self, label: str, places: Sequence[int], parts: tuple[Concept, ...] = ()
    ) -> Concept:
        zh = {form for n in places for form in self._z(n)}
        en = {tuple(stems_of(form)) for n in places for form in self._meanings[n].en}
        technical = label not in _PLAIN
        return Concept(label, frozenset(zh), frozenset(filter(None, en)), technical, parts)

    def _z(self, place: int) -> list[str]:
        return [normalise(form).text for form in self._meanings[place].zh]

    def _meant_by(self, word: str) -> list[str]:
        """Technical words that differ by one letter left out, put in, changed or swapped."""
        if len(word) < SHORTEST_SPELT:
            return []
        near = {known for key in _shortened(word) for known in self._by_slip.get(key, ())}
        return sorted(known for known in near if _one_slip(word, known))

    @cached_property
    def _zh(self) -> dict[str, list[int]]:
        return _places((normalise(z).text, n) for n, m in enumerate(self._meanings) for z in m.zh)

    @cached_property
    def _en(self) -> dict[tuple[str, ...], list[int]]:
        return _places((tuple(stems_of(e)), n) for n, m in enumerate(self._meanings) for e in m.en)

    @cached_property
    def _longest(self) -> tuple[int, int]:
        return max(map(len, self._zh), default=0), max(map(len, self._en), default=0)

    def warm_up(self) -> None:
        """Read the general dictionary now; takes seconds where it is large, and nothing once it was."""
        if self._read is not None and (self._read_general is dict or self._read[0]):
            return
        general = dict(self._read_general())
        english = _places(
            (stem(normalise(said).text), word)
            for word, meanings in general.items()
            for said in meanings
            if " " not in said
        )
        self._read = general, english

    def _general(self) -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]:
        """Chinese → English and English → Chinese; nobody waits, the first questions go without."""
        with self._reading:
            if self._read is None:
                self._read = {}, {}
                Thread(target=self.warm_up, name="dictionary", daemon=True).start()
        return self._read

    @cached_property
    def _known_words(self) -> frozenset[str]:
        return frozenset(word for key in self._en for word in key)

    @cached_property
    def _by_slip(self) -> dict[str, list[str]]:
        long_enough = (w for w in self._known_words if w.isalpha() and len(w) >= SHORTEST_SPELT)
        return _places((key, word) for word in sorted(long_enough) for key in _shortened(word))

    @cached_property
    def _spoken(self) -> dict[str, list[str]]:
        # What spells takes a second to load, and few processes are asked in pinyin.
        from pypinyin import lazy_pinyin

        return _places(("".join(lazy_pinyin(term)), term) for term in self._zh)


def _places(pairs: Iterable[tuple[Key, Place]]) -> dict[Key, list[Place]]:
    """Key → what belongs to it, in order; empty keys are none."""
    found: dict[Key, list[Place]] = defaultdict(list)
    for key, place in pairs:
        if key:
            found[key].append(place)
    return dict(found)


def _han(text: str) -> bool:
    return re.match(f"[{HAN}]", text) is not None


def _says_nothing(word: str) -> bool:
    return word in STOP or word in _ASKING or (len(word) < 2)


@lru_cache(maxsize=4096)
def _shortened(word: str) -> frozenset[str]:
    """The word, and the word without each one of its letters."""
    return frozenset({word, *(word[:n] + word[n + 1 :] for n in range(len(word)))})


def _one_slip(a: str, b: str) -> bool:
    """Whether one letter left out, put in or changed, or two neighbours swapped, makes a into b."""
    if abs(len(a) - len(b)) > 1:
        return False
    if len(a) == len(b):
        differ = [n for n in range(len(a)) if a[n] != b[n]]
        swapped = len(differ) == 2 and differ[1] == differ[0] + 1
        return len(differ) == 1 or (
            swapped and a[differ[0]] == b[differ[1]] and a[differ[1]] == b[differ[0]]
        )
    return (a if len(a) < len(b) else b) in _shortened(a if len(a) > len(b) else b)
