"""Listings side by side: one line for each thing that any of them says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from backend.catalog.facts import facts_of
from backend.catalog.models import Indicator, Listing
from backend.core.figures import figure, unit_shown

MOST = 4  # listings side by side
NOT_SAID = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the comparison: its heading and what each listing says, in their order."""

    heading: str
    cells: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether all say the same."""
        return len(set(self.cells)) == 1


def lines_of(listings: Sequence[Listing]) -> list[Line]:
    """The facts of the listings, each carrying ``details_readable``, as lines."""
    said = [
        {fact.heading: str(fact.value) for fact in facts_of(one, details_readable=_readable(one))}
        for one in listings
    ]
    headings = dict.fromkeys(heading for facts in said for heading in facts)
    return [
        Line(heading, tuple(facts.get(heading, NOT_SAID) for facts in said)) for heading in headings
    ]


def indicator_lines(listings: Sequence[Listing]) -> list[Line]:
    """Their indicators by name; those that several state come first."""
    stated: list[dict[str, str]] = []
    for one in listings:
        rows = one.indicators.all() if _readable(one) else ()
        stated.append({row.name: _said(row) for row in rows})
    names = dict.fromkeys(name for rows in stated for name in rows)
    lines = [Line(name, tuple(rows.get(name, NOT_SAID) for rows in stated)) for name in names]
    return sorted(lines, key=lambda line: line.cells.count(NOT_SAID))


def _said(row: Indicator) -> str:
    """An indicator's value as its listing's page shows it."""
    if row.not_detected:
        return _("not detected")
    value = figure(row.value)
    if row.value_max is not None:
        value += f"–{figure(row.value_max)}"
    elif row.comparator != Indicator.Comparator.EQ:
        value = f"{row.get_comparator_display()} {value}"
    return f"{value} {unit_shown(row.unit)}".strip()


def hidden_words(listing: Listing) -> str:
    """Why parts of a column stay empty; empty where the reader may read all."""
    return "" if _readable(listing) else _("Details are not open to you")


def _readable(listing: Listing) -> bool:
    return bool(listing.details_readable)  # type: ignore[attr-defined]
