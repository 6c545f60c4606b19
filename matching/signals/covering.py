"""What of a need's title an offer speaks of, in the title's words."""

from __future__ import annotations

from dataclasses import dataclass

from matching.contracts import Profile
from matching.normalisation import fold
from matching.passages import whole_text
from matching.signals.shared_terms import SharedTerms, words
from matching.signals.terms import Terms

_AT_MOST = 4


@dataclass(frozen=True, slots=True)
class Covered:
    """``here`` are words of the title, ``there`` what the offer says for each."""

    here: tuple[str, ...] = ()
    there: tuple[str, ...] = ()


def covered(need: Profile, offer: Profile, shared: SharedTerms, terms: Terms) -> Covered:
    """The title's telling words that stand in the offer, and the things it names under other words,
    in the title's order; what stands within another is left out.
    """
    title = need.texts.get("title", "")
    told = fold(whole_text(offer.texts))
    spoken = {word.text for word in words(offer.texts)}
    found: dict[tuple[int, int], str] = {}
    for word in words({"title": title}):
        if shared.says_something(word.text) and (
            word.text in (spoken if word.text.isascii() else told)
        ):
            found[word.start, word.end] = title[word.start : word.end]
    for (start, end), other in terms.named_by(title, offer).items():
        found.setdefault((start, end), other)
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
        if not any(start < e and s < end for s, e in kept):
            kept.append((start, end))
    once = {title[start:end]: found[start, end] for start, end in sorted(kept[:_AT_MOST])}
    return Covered(tuple(once), tuple(once.values()))
