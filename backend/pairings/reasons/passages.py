"""What a reader may read of a listing, and the passages of it that carried a reason."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from backend.accounts.actors import Actor
from backend.catalog.documents import texts_of
from backend.catalog.models import Listing
from backend.catalog.selectors import listings_visible_to
from matching import facade as matching

_WHOLE = 280  # characters of a field shown without being cut
_AROUND = 60  # characters kept on either side of a passage
_QUOTE = 140
_FILLED = 3  # fields a side shows where it has them

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Readable:
    """A listing as far as one reader may read it: ``texts`` holds those fields and no other.

    ``listing`` is None where not even the summary may be read, as of one withdrawn by others.
    ``content_hash`` is of these texts: a span fits them only where it was found in the very same.
    """

    listing: Listing | None
    details: bool
    texts: Mapping[str, str]
    content_hash: str

    def passage(self, span: Mapping[str, Any]) -> str | None:
        """The text of a span; None where it is hidden from this reader or out of date."""
        found = self.range_of(span)
        if found is None:
            return None
        return _shortened(self.texts[span["field"]][found[0] : found[1]])

    def range_of(self, span: Mapping[str, Any]) -> Range | None:
        """Where a span lies in its field, under the same conditions."""
        text = self.texts.get(str(span["field"]))
        if text is None or span["content_hash"] != self.content_hash:
            return None
        start, end = int(span["start"]), int(span["end"])
        return (start, end) if 0 <= start < end <= len(text) else None

    def as_written(self, term: str) -> str | None:
        """A term as it is written in what this reader may read; None where it is not there."""
        wanted = _folded(term)
        for text in self.texts.values():
            start = _folded(text).find(wanted)
            if start >= 0:
                return text[start : start + len(term)]
        return None


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text, marked where it carried a reason."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A field with its label, whole or cut around the marked passages."""

    label: str
    segments: tuple[Segment, ...]


NOTHING = Readable(listing=None, details=False, texts={}, content_hash="")


def readables(actor: Actor, listing_ids: Iterable[int]) -> dict[int, Readable]:
    """What the actor may read of each listing, in one query and its prefetch."""
    ids = set(listing_ids)
    found = listings_visible_to(actor).filter(pk__in=ids).prefetch_related("indicators")
    known = {listing.pk: _readable(listing) for listing in found}
    return {pk: known.get(pk, NOTHING) for pk in ids}


def _readable(listing: Listing) -> Readable:
    details: bool = listing.details_readable  # type: ignore[attr-defined]
    texts = texts_of(listing, public_only=not details)
    return Readable(listing, details, texts, matching.content_hash(texts))


def excerpts(readable: Readable, spans: Sequence[Mapping[str, Any]]) -> tuple[Excerpt, ...]:
    """The summary and what else holds a passage, filled up with the first texts there are."""
    ranges: dict[str, list[Range]] = {}
    for span in spans:
        found = readable.range_of(span)
        if found is not None:
            ranges.setdefault(str(span["field"]), []).append(found)
    texts = [name for name in readable.texts if name not in {"title", "indicators"}]
    shown = [name for name in texts if name == "summary" or name in ranges]
    spare = [name for name in texts if name not in shown][: max(0, _FILLED - len(shown))]
    shown = [name for name in texts if name in shown or name in spare]
    return tuple(
        Excerpt(
            label=_label(readable, name),
            segments=cut(readable.texts[name], ranges.get(name, []), whole=name == "summary"),
        )
        for name in shown
    )


def cut(text: str, ranges: Sequence[Range], *, whole: bool = False) -> tuple[Segment, ...]:
    """Mark the ranges of a text; a long one is cut to what surrounds them."""
    merged = _merged(ranges)
    if whole or len(text) <= _WHOLE:
        return _marked(text, merged, (0, len(text)))
    windows = _merged([(s - _AROUND, e + _AROUND) for s, e in merged] or [(0, _WHOLE)])
    segments: list[Segment] = []
    for start, end in windows:
        start, end = max(0, start), min(len(text), end)
        if start > 0:
            segments.append(Segment("…"))
        segments.extend(_marked(text, merged, (start, end)))
    if end < len(text):
        segments.append(Segment("…"))
    return tuple(segments)


def _marked(text: str, ranges: Sequence[Range], window: Range) -> tuple[Segment, ...]:
    at, stop = window
    segments: list[Segment] = []
    for start, end in ranges:
        start, end = max(start, at), min(end, stop)
        if start >= end:
            continue
        if start > at:
            segments.append(Segment(text[at:start]))
        segments.append(Segment(text[start:end], marked=True))
        at = end
    if at < stop:
        segments.append(Segment(text[at:stop]))
    return tuple(segments)


def _merged(ranges: Iterable[Range]) -> list[Range]:
    found: list[Range] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _label(readable: Readable, name: str) -> str:
    assert readable.listing is not None
    table = readable.listing if name == "summary" else readable.listing.details
    return next(str(f.verbose_name) for f in table._meta.fields if f.name == name)


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTE else text[: _QUOTE - 1] + "…"


def _folded(text: str) -> str:
    """Width and case levelled, character by character, so that offsets survive."""
    return "".join(map(_folded_character, text))


@cache
def _folded_character(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character).lower()
    return folded if len(folded) == 1 else character
