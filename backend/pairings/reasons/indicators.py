"""The wanted indicators of a need as a table: wanted, verdict, reached, where it says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backend.core.figures import quantity_shown
from matching.contracts import NOT_DETECTED

from .passages import Readable
from .words import UNDISCLOSED, UNDISCLOSED_LABEL, VERDICTS

_ORDER = ("met", "nearly", "missed", "unclear", "absent", UNDISCLOSED)
_COUNTS = {
    "met": lambda n: ngettext("%(n)d met", "%(n)d met", n),
    "nearly": lambda n: ngettext("%(n)d nearly", "%(n)d nearly", n),
    "missed": lambda n: ngettext("%(n)d missed", "%(n)d missed", n),
    "unclear": lambda n: ngettext("%(n)d undecided", "%(n)d undecided", n),
    "absent": lambda n: ngettext("%(n)d not stated", "%(n)d not stated", n),
    UNDISCLOSED: lambda n: ngettext("%(n)d after disclosure", "%(n)d after disclosure", n),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One wanted indicator. ``hidden``: what was reached lies where the reader may not look; then
    the verdict is hidden, too, or a need that moves its bound until it turns would find the value.

    ``listed``: it was read off the offer's own table of indicators, not off a passage. ``hint``: what
    was found under the same name, though hardly of the same thing.
    """

    name: str
    verdict: str
    verdict_label: object
    wanted: str
    reached: str
    converted: str
    short_by: str
    hint: str
    quote: str | None
    listed: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class Indicators:
    """Those that the reader may know to be wanted; ``hidden`` where there may be others. ``unasked``
    names what is wanted of somebody of whom nobody expects figures.
    """

    rows: tuple[Row, ...]
    counts: tuple[tuple[str, int, str], ...]  # verdict, how many, in words
    hidden: bool
    unasked: str = ""

    @property
    def total(self) -> int:
        """How many."""
        return len(self.rows)

    @property
    def dots(self) -> tuple[str, ...]:
        """A verdict for each indicator, best first."""
        return tuple(verdict for verdict, n, _words in self.counts for _each in range(n))

    @property
    def all_met(self) -> bool:
        """Whether something is wanted in figures and all of it is reached."""
        return [verdict for verdict, _n, _words in self.counts] == ["met"]

    @property
    def summary(self) -> str:
        """“4 met, 1 nearly, 1 not stated”."""
        return _(", ").join(words for _verdict, _n, words in self.counts)


def indicators_of(
    checks: Sequence[Mapping[str, Any]], need: Readable, offer: Readable
) -> Indicators:
    """Render stored checks for whoever may read so much of the two sides."""
    wanted = [check for check in checks if need.details or _readable(check["wanted_span"], need)]
    rows = tuple(_row(check, offer) for check in wanted)
    found = Counter(row.verdict for row in rows)
    counts = tuple(
        (verdict, found[verdict], _COUNTS[verdict](found[verdict]) % {"n": found[verdict]})
        for verdict in _ORDER
        if found.get(verdict)
    )
    return Indicators(rows, counts, hidden=not need.details)


def _readable(span: Mapping[str, Any] | None, side: Readable) -> bool:
    return span is not None and side.range_of(span) is not None


def _row(check: Mapping[str, Any], offer: Readable) -> Row:
    wanted, span = check["wanted"], check.get("span")
    # A statement without a passage was read off a row, and rows belong to the details.
    known = offer.details or _readable(span, offer)
    found = check.get("reached") is not None
    verdict = str(check["verdict"]) if known else UNDISCLOSED
    stated = found and verdict != "absent"
    return Row(
        name=wanted["name"],
        verdict=verdict,
        verdict_label=VERDICTS.get(verdict, verdict) if known else UNDISCLOSED_LABEL,
        wanted=bound(wanted),
        reached=_reached(check) if known and stated else "",
        converted=_converted(check) if known and stated else "",
        short_by=_short_by(check) if known else "",
        hint=_hint(check) if known and found and not stated else "",
        quote=offer.passage(span) if known and stated and span is not None else None,
        listed=known and stated and span is None,
        hidden=not known,
    )


def _hint(check: Mapping[str, Any]) -> str:
    return _("speaks of %(name)s, perhaps of another part: %(value)s") % {
        "name": str(check.get("named") or check["wanted"]["name"]).strip(),
        "value": _reached(check),
    }


def _reached(check: Mapping[str, Any]) -> str:
    return quantity(check["reached"], check.get("reached_unit") or "", check.get("reached_max"))


def _converted(check: Mapping[str, Any]) -> str:
    if check.get("converted") is None or check.get("reached_unit") == NOT_DETECTED:
        return ""
    return "= " + quantity(check["converted"], check["wanted"]["unit"], check.get("converted_max"))


def _short_by(check: Mapping[str, Any]) -> str:
    gap = check.get("gap")
    if not gap or check["verdict"] not in {"nearly", "missed"}:
        return ""
    # A factor of more than two says more than "short by 640%".
    if gap > 2:
        return _("far off")
    return _("off by %(percent)s") % {"percent": f"{gap:.0%}" if gap >= 0.01 else "<1%"}


def quantity(value: object, unit: str, value_max: object = None) -> str:
    """A value or range with its unit: 1200 W/(m·K), 3–5 mm, 96%; "not detected" without a number."""
    if unit == NOT_DETECTED:
        return _("not detected")
    return quantity_shown(value, unit, value_max)


def bound(wanted: Mapping[str, Any]) -> str:
    """What a need wants of an indicator: ≥ 1200 W/(m·K)."""
    if wanted["unit"] == NOT_DETECTED:
        return quantity(wanted["value"], wanted["unit"])
    ranged = wanted["comparator"] == "range"
    sign = {">=": "≥", "<=": "≤", "range": ""}.get(wanted["comparator"], wanted["comparator"])
    shown = quantity(wanted["value"], wanted["unit"], wanted["value_max"] if ranged else None)
    return f"{sign} {shown}".strip()
