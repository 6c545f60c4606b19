"""The technical terms that two languages have names for: which of them a text speaks of, and where.

The dictionary is data of the project, handed over by ``facade.configure``. A line is one thing, its
Chinese names and its English ones; see the head of the file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from matching.contracts import MatchingError
from matching.normalisation import fold

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*|\d+[A-Za-z]*")
_PLURAL = re.compile(r"(?<=[A-Z])s$")  # of an abbreviation
_LATIN = re.compile(r"[a-z0-9]{2}")
_ABBREVIATION = re.compile(r"[A-Z][A-Z0-9]{1,5}")
_TEXTS_REMEMBERED = 8_192


@dataclass(frozen=True, slots=True)
class TermMention:
    """A thing, as its place in the dictionary, named by characters ``start`` to ``end``."""

    thing: int
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    """A letter or word on the way to a name; ``things`` are those whose name ends here."""

    next: dict[str, _Node] = field(default_factory=dict)
    things: list[int] = field(default_factory=list)

    def add(self, pieces: Sequence[str], thing: int) -> None:
        node = self
        for piece in pieces:
            node = node.next.setdefault(piece, _Node())
        if thing not in node.things:
            node.things.append(thing)


class Terminology:
    """A dictionary ready to be looked up. ``version`` changes with every change of its content."""

    def __init__(self, lines: Sequence[tuple[Sequence[str], Sequence[str]]], version: str) -> None:
        self.version = version
        self.names = [(*chinese, *english) for chinese, english in lines]
        self._characters, self._words, self._folded = _Node(), _Node(), _Node()
        for thing, (chinese, english) in enumerate(lines):
            for name in chinese:
                self._characters.add(fold(name), thing)
            for name in english:
                pieces = [_stem(word) for word in _WORD.findall(name)]
                short = _ABBREVIATION.fullmatch(name)
                self._words.add([name] if short else pieces, thing)
                # In what was folded only formulas are told from words: al2o3, not led.
                if not short or any(map(str.isdigit, name)):
                    self._folded.add(pieces, thing)
        self.mentions = lru_cache(_TEXTS_REMEMBERED)(self._mentions)

    def key(self, thing: int) -> str:
        """The first name, by which frequencies are kept."""
        return self.names[thing][0]

    def _mentions(self, text: str) -> tuple[TermMention, ...]:
        """Every name in ``text``, also those within longer ones, in order."""
        found = [*self._in_characters(fold(text)), *_in_words(text, self._words)]
        return tuple(sorted(found, key=lambda m: (m.start, -m.end, m.thing)))

    def mentions_folded(self, text: str) -> tuple[TermMention, ...]:
        """Every name in a text that was folded already, and so has no abbreviations."""
        found = [*self._in_characters(text), *_in_words(text, self._folded)]
        return tuple(sorted(found, key=lambda m: (m.start, -m.end, m.thing)))

    def _in_characters(self, folded: str) -> Iterator[TermMention]:
        for start in range(len(folded)):
            node = self._characters
            for end in range(start, len(folded)):
                further = node.next.get(folded[end])
                if further is None:
                    break
                node = further
                if node.things and _whole(folded, start, end + 1):
                    yield from (TermMention(thing, start, end + 1) for thing in node.things)


def _whole(folded: str, start: int, end: int) -> bool:
    """Whether no Latin word is cut at either end: CT is not in electrolyte."""
    return not any(
        0 < at < len(folded) and _LATIN.fullmatch(folded, at - 1, at + 1) for at in (start, end)
    )


def _in_words(text: str, names: _Node) -> Iterator[TermMention]:
    words = list(_WORD.finditer(text))
    pieces = [(_stem(word[0]), _PLURAL.sub("", word[0])) for word in words]
    for place, first in enumerate(words):
        nodes = [names]
        for last in range(place, len(words)):
            nodes = [
                node.next[piece]
                for node in nodes
                for piece in dict.fromkeys(pieces[last])
                if piece in node.next
            ]
            if not nodes:
                break
            end = words[last].end()
            things = [thing for node in nodes for thing in node.things]
            yield from (TermMention(thing, first.start(), end) for thing in things)


@cache
def _stem(word: str) -> str:
    """In lower case without the plural's ending."""
    low = word.lower()
    if len(low) < 4 or not low.isalpha():
        return low
    if low.endswith("ies"):
        return low[:-3] + "y"
    if low.endswith(("ches", "shes", "sses", "xes", "zes")):
        return low[:-2]
    return low[:-1] if low.endswith("s") and not low.endswith(("us", "ss", "is")) else low


@cache
def read_terminology(path: Path) -> Terminology:
    """The dictionary in a file. Raises MatchingError naming the line that cannot be read."""
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise MatchingError(f"the dictionary {path.name} cannot be read: {error}") from error
    lines = []
    for number, line in enumerate(content.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        languages = [side.split("|") for side in line.split("\t")]
        if len(languages) != 2 or not all(name.strip() for side in languages for name in side):
            raise MatchingError(f"{path.name}, line {number}: Chinese names, a tab, English names")
        lines.append((languages[0], languages[1]))
    digest = hashlib.sha256(content.encode()).hexdigest()[:8]
    return Terminology(lines, digest)
