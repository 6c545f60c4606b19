"""The lines of reason between a need and an offer: what counted, how much, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend.pairings.models import Side

from .passages import Readable
from .words import HIDDEN_TITLES, LEVELS, Tone, wording_of

_FIRST = 6  # lines shown at once; the others fold away
_AGAINST = 2  # of them, what speaks against the pair
_FACTS = {"fields", "indicators"}  # signals that compare statements, not wording
_MISSED = "indicators.missed"
_NOTHING = 0.005  # a share below half a percent is not worth a line
_FULL = 8.0  # what one sign adds to the score of the best pairs: a bar is full only there


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage that carried a reason."""

    side: Side
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One reason. ``share`` of all that counted, in percent; ``bar`` of what counts in the best pairs.

    Of tone UNDISCLOSED neither its code nor its share is told: it would rest on what this reader may
    not read.
    """

    signal: str
    code: str
    title: object
    detail: str
    tone: Tone
    share: int
    bar: int
    quotes: tuple[Quote, ...]
    without: object  # the level that the pair would have but for this, where that differs

    @property
    def hidden(self) -> bool:
        """Whether it would rest on what this reader may not read."""
        return self.tone == Tone.UNDISCLOSED


@dataclass(frozen=True, slots=True)
class Lines:
    """The first lines, the others, and what is unknown (which counts for nothing)."""

    first: tuple[Line, ...]
    more: tuple[Line, ...]
    unknown: tuple[Line, ...]

    @property
    def headline(self) -> Line | None:
        """What is said where there is room for one: that most of what is asked is missed, else what
        speaks for the pair."""
        told = [one for one in self.first if one.code == _MISSED or one.tone != Tone.AGAINST]
        return next(iter(told or self.first), None)


def lines_of(
    reasons: Sequence[Mapping[str, Any]],
    sides: Mapping[Side, Readable],
    without: Mapping[str, str] | None = None,
) -> Lines:
    """Render stored reasons, those that counted most first; ``without`` as levels_without gives."""
    secret = [reason for reason in reasons if _secret(reason, sides)]
    told = [reason for reason in reasons if reason not in secret]
    total = sum(abs(float(r["contribution"])) for r in told)
    ordered = sorted(told, key=lambda r: -float(r["contribution"]))
    levels = without or {}
    lines = [_line(reason, sides, total, levels.get(reason["code"], "")) for reason in ordered]
    unknown = tuple(line for line in lines if line.tone == Tone.UNKNOWN)
    counted = [line for line in lines if line.tone != Tone.UNKNOWN and line.share / 100 >= _NOTHING]
    # What speaks against the pair is never folded away behind what speaks for it.
    against = [line for line in counted if line.tone == Tone.AGAINST and line.signal in _FACTS]
    against = against[-_AGAINST:]
    others = [line for line in counted if line not in against]
    others += [_undisclosed(r) for r in sorted(secret, key=lambda r: str(r["signal"]))]
    room = _FIRST - len(against)
    # Who misses most of what is asked says so before anything else.
    missed = [line for line in against if line.code == _MISSED]
    rest = [line for line in against if line.code != _MISSED]
    return Lines((*missed, *others[:room], *rest), tuple(others[room:]), unknown)


def _secret(reason: Mapping[str, Any], sides: Mapping[Side, Readable]) -> bool:
    wording = wording_of(reason["code"], float(reason["contribution"]))
    return any(not sides[side].details for side in wording.reveals)


def _undisclosed(reason: Mapping[str, Any]) -> Line:
    return Line(
        signal=reason["signal"],
        code="",
        title=HIDDEN_TITLES[reason["code"]],
        detail="",
        tone=Tone.UNDISCLOSED,
        share=0,
        bar=0,
        quotes=(),
        without="",
    )


def _line(
    reason: Mapping[str, Any],
    sides: Mapping[Side, Readable],
    total: float,
    without: str,
) -> Line:
    contribution = float(reason["contribution"])
    wording = wording_of(reason["code"], contribution)
    spans = reason.get("spans") or ()
    quotes = [
        Quote(Side(span["side"]), text)
        for span in spans
        # The titles stand above; quoting them again would say nothing more.
        if span["field"] != "title"
        and (text := sides[Side(span["side"])].passage(span)) is not None
    ]
    params = _readable_params(reason.get("params") or {}, sides)
    # Parameters tell of both sides: of a listing that was withdrawn nothing is told.
    gone = any(side.listing is None for side in sides.values())
    return Line(
        signal=reason["signal"],
        code=reason["code"],
        title=wording.title,
        detail="" if gone else wording.detail(params),
        tone=wording.tone,
        share=round(100 * abs(contribution) / total) if total else 0,
        bar=round(100 * min(1.0, abs(contribution) / _FULL)),
        # Terms are told in the detail; quoting each word again would say nothing more.
        quotes=() if gone or "terms" in params else _one_a_side(quotes),
        without=LEVELS.get(without, without),
    )


def spans_shown(
    reasons: Sequence[Mapping[str, Any]], sides: Mapping[Side, Readable]
) -> list[Mapping[str, Any]]:
    """The spans that may be marked in the texts.

    A term marked in one text tells that it stands in the other: also there it must be readable.
    """
    shown: list[Mapping[str, Any]] = []
    for reason in reasons:
        for span in reason.get("spans") or ():
            text = sides[Side(span["side"])].passage(span)
            shared = "terms" in (reason.get("params") or {})
            if text and (not shared or _in_all(text, sides)):
                shown.append(span)
    return shown


def _in_all(term: str, sides: Mapping[Side, Readable]) -> bool:
    return all(side.as_written(term) is not None for side in sides.values())


def _readable_params(params: Mapping[str, Any], sides: Mapping[Side, Readable]) -> dict[str, Any]:
    """Terms are words of both texts, of the need's and, where they are others, "there" of the offer's:
    only those are told that stand where the reader may look.
    """
    if "terms" not in params:
        return dict(params)
    there = params.get("there") or params["terms"]
    written = [
        (sides[Side.NEED].as_written(str(here)), sides[Side.OFFER].as_written(str(other)))
        for here, other in zip(params["terms"], there, strict=True)
    ]
    return {**params, "terms": [here for here, other in written if here and other]}


def _one_a_side(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    first: dict[Side, Quote] = {}
    for quote in quotes:
        first.setdefault(quote.side, quote)
    return tuple(first.values())
