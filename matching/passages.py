"""A listing's texts as one text and as sentences, with the offsets that lead back to its fields."""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

# What says most about the technology comes first: the encoder reads only the beginning.
_FIRST_FIELDS = (
    "title", "summary", "abstract", "text", "problem", "content", "research_content", "innovation",
    "solution", "applications", "indicators", "keywords", "background", "current_process",
)  # fmt: skip
# About 512 sub-words of Chinese take 800 characters, of English 2,500.
_READ_AT_MOST = 4_000
_SENTENCE_END = re.compile(r"[。！？；!?;\n\r]+|\.(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence: characters ``start`` to ``end`` of a field."""

    field: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Composition:
    """All fields as one ``text``, the title first; ``passages`` stand in it at ``starts``."""

    text: str
    title_length: int
    passages: tuple[Passage, ...]
    starts: tuple[int, ...]

    def passage_at(self, offset: int) -> int:
        """Index of the passage that holds character ``offset`` of ``text``."""
        return max(0, bisect_right(self.starts, offset) - 1)


def content_hash(texts: Mapping[str, str]) -> str:
    """Identity of what an encoding and a span speak of; the order of fields does not matter."""
    filled = {name: text for name, text in texts.items() if text}
    canonical = json.dumps(filled, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def ordered_fields(texts: Mapping[str, str]) -> list[str]:
    """Names of the fields that hold text, in an order that does not depend on the mapping's."""
    known = {name: place for place, name in enumerate(_FIRST_FIELDS)}
    filled = [name for name, text in texts.items() if text and not text.isspace()]
    return sorted(filled, key=lambda name: (known.get(name, len(known)), name))


def whole_text(texts: Mapping[str, str]) -> str:
    """Title and text together, a field a line."""
    return "\n".join(texts[name] for name in ordered_fields(texts))


def sentences(text: str) -> list[tuple[int, int]]:
    """Offsets of the sentences of ``text``, without the white space around them."""
    found: list[tuple[int, int]] = []
    start = 0
    ends = [(m.start(), m.end()) for m in _SENTENCE_END.finditer(text)] + [(len(text), len(text))]
    for stop, following in ends:
        piece = text[start:stop]
        left = start + len(piece) - len(piece.lstrip())
        right = left + len(piece.strip())
        if right > left:
            found.append((left, right))
        start = following
    return found


def compose(texts: Mapping[str, str]) -> Composition:
    """The text that the encoder reads, at most its first 4,000 characters, and its sentences."""
    return _compose(tuple((name, texts[name]) for name in ordered_fields(texts)))


@lru_cache(maxsize=4096)
def _compose(fields: tuple[tuple[str, str], ...]) -> Composition:
    parts: list[str] = []
    passages: list[Passage] = []
    starts: list[int] = []
    at = 0
    for name, text in fields:
        room = _READ_AT_MOST - at
        if room <= 0:
            break
        read = text[:room]
        # A title is one passage however it is punctuated.
        for start, end in [(0, len(read))] if name == "title" else sentences(read):
            passages.append(Passage(name, start, end))
            starts.append(at + start)
        parts.append(read)
        at += len(read) + 1
    title = fields[0][1] if fields and fields[0][0] == "title" else ""
    return Composition(
        "\n".join(parts), min(len(title), _READ_AT_MOST), tuple(passages), tuple(starts)
    )
