"""Technical terms that two texts have in common, whatever their languages: TF-IDF over the things
that the dictionary has names for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

import numpy as np

from matching import runtime
from matching.contracts import Profile, Span
from matching.passages import content_hash, ordered_fields
from matching.signals.idf import Idf, term_id
from matching.signals.plain_words import general, of_measure
from matching.terminology import Terminology, TermMention

_TEXTS_REMEMBERED = 16_384
_READ_AT_MOST = 20_000
_TERMS_AT_MOST = 5
# An idf below this is a word of any field: 水, 汽车, 优化.
_SAYS_SOMETHING = 4.0


class Terms:
    """The dictionary with how rare its things are; silent under another dictionary than ``version``,
    whose frequencies these are.
    """

    def __init__(self, idf: Idf, version: str | None) -> None:
        self._idf = idf
        self._version = version
        self._vector = lru_cache(_TEXTS_REMEMBERED)(self._vector_of)

    @property
    def _known(self) -> Terminology | None:
        terminology = runtime.terminology() if self._version is not None else None
        return terminology if terminology and terminology.version == self._version else None

    def cosine(self, one: str, other: str) -> float:
        """How alike two texts are in what they name; NaN where one names nothing."""
        if self._known is None:
            return float("nan")
        a, b = self._vector(one), self._vector(other)
        if not a or not b:
            return float("nan")
        if len(b) < len(a):
            a, b = b, a
        return sum(weight * b[thing] for thing, weight in a.items() if thing in b)

    def speaks_of_one(self, text: str) -> bool:
        """Whether ``text`` names a thing that is none of every field."""
        known = self._known
        return known is not None and any(
            self._rarity(known, mention.thing) >= _SAYS_SOMETHING
            for mention in known.mentions(text)
        )

    def named_by(self, text: str, offer: Profile) -> dict[tuple[int, int], str]:
        """Places of ``text`` that name a thing which the offer names too, and what it says for it."""
        known = self._known
        if known is None:
            return {}
        there = _first_mentions(known, offer)
        return {
            (mention.start, mention.end): _text(offer, there[mention.thing])
            for mention in known.mentions(text)
            if mention.thing in there
            and self._rarity(known, mention.thing) >= _SAYS_SOMETHING
            and not _plain(text[mention.start : mention.end])
        }

    def between(
        self, need: Profile, offer: Profile
    ) -> tuple[list[str], list[str], tuple[Span, ...]]:
        """Up to five things that both name, the rarest first: in the need's words, in the offer's,
        and where.
        """
        known = self._known
        if known is None:
            return [], [], ()
        here, there = _first_mentions(known, need), _first_mentions(known, offer)
        rarity = {thing: self._rarity(known, thing) for thing in here if thing in there}
        chosen: list[int] = []
        names: list[str] = []
        for thing in sorted(rarity, key=lambda t: (-rarity[t], known.key(t))):
            name = _text(need, here[thing])
            within = any(name.lower() in n.lower() or n.lower() in name.lower() for n in names)
            if rarity[thing] >= _SAYS_SOMETHING and not within and not _plain(name):
                chosen.append(thing)
                names.append(name)
            if len(chosen) == _TERMS_AT_MOST:
                break
        hashes = content_hash(need.texts), content_hash(offer.texts)
        spans = [
            Span("need", here[t][0], hashes[0], here[t][1].start, here[t][1].end) for t in chosen
        ]
        spans += [
            Span("offer", there[t][0], hashes[1], there[t][1].start, there[t][1].end)
            for t in chosen
        ]
        return names, [_text(offer, there[thing]) for thing in chosen], tuple(spans)

    def _vector_of(self, text: str) -> Mapping[int, float]:
        known = self._known
        if known is None:
            return {}
        counts = Counter(mention.thing for mention in known.mentions(text[:_READ_AT_MOST]))
        weights = {t: (1.0 + np.log(n)) * self._rarity(known, t) for t, n in counts.items()}
        length = float(np.sqrt(sum(weight * weight for weight in weights.values())))
        return {thing: float(weight) / length for thing, weight in weights.items()}

    def _rarity(self, known: Terminology, thing: int) -> float:
        return float(self._idf.weights(np.array([term_id(known.key(thing))], np.uint32))[0])


def _plain(name: str) -> bool:
    low = name.lower()
    return any(general(each) or of_measure(each) for each in (low, low.removesuffix("s")))


def _first_mentions(known: Terminology, profile: Profile) -> dict[int, tuple[str, TermMention]]:
    """Thing → the field and place where it is first named."""
    found: dict[int, tuple[str, TermMention]] = {}
    for field, mention in _mentions(known, profile):
        found.setdefault(mention.thing, (field, mention))
    return found


def _mentions(known: Terminology, profile: Profile) -> Iterator[tuple[str, TermMention]]:
    for field in ordered_fields(profile.texts):
        for mention in known.mentions(profile.texts[field][:_READ_AT_MOST]):
            yield field, mention


def _text(profile: Profile, at: tuple[str, TermMention]) -> str:
    field, mention = at
    return profile.texts[field][mention.start : mention.end]
