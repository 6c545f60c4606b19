"""Terms line by line: what each round says, what changed, and what the listings say of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from backend.catalog.models import Listing
from backend.core import money
from backend.core.figures import figure

from .models import Offer, PriceMode, TermsRow

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Said:
    """What one round says in a line; ``changed``: the round before said something else."""

    words: str
    changed: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the terms: its name, what the listings say of it, and each round."""

    label: object
    listed: tuple[str, ...]
    said: tuple[Said, ...]

    @property
    def told(self) -> bool:
        """Whether anybody says anything here."""
        return any(self.listed) or any(one.words != NOTHING for one in self.said)

    @property
    def changed(self) -> bool:
        """Whether the last round changed it."""
        return bool(self.said) and self.said[-1].changed


def terms_lines(rounds: Sequence[Offer], listings: Sequence[Listing]) -> list[Line]:
    """The terms of some rounds of a deal, beside the listings that the reader may read in full."""
    lines = []
    for name in _ORDER:
        words = [_words(offer, name) for offer in rounds]
        said = tuple(Said(text, i > 0 and text != words[i - 1]) for i, text in enumerate(words))
        asked = _LISTED.get(name)
        listed = tuple(asked(one) if asked else "" for one in listings)
        column: Any = Offer._meta.get_field(name)
        lines.append(Line(column.verbose_name, listed, said))
    return [line for line in lines if line.told]


def _words(row: TermsRow, name: str) -> str:
    value = getattr(row, name)
    if value is None or value == "":
        return NOTHING
    if name in _SHOWN:
        return _SHOWN[name](row)
    display = getattr(row, f"get_{name}_display", None)
    return str(display() if display else value)


def _price(row: TermsRow) -> str:
    amount = money.exact(row.price, row.currency) if row.price is not None else NOTHING
    if row.price_mode == PriceMode.ENTRY_ROYALTY:
        return _("Entry fee %(amount)s") % {"amount": amount}
    if row.price_mode == PriceMode.SHARES:
        return _("Valued at %(amount)s") % {"amount": amount}
    return amount


def _percent(name: str) -> Callable[[TermsRow], str]:
    return lambda row: f"{figure(getattr(row, name))}%"


_SHOWN: dict[str, Callable[[TermsRow], str]] = {
    "price": _price,
    "royalty_rate": _percent("royalty_rate"),
    "shares_percent": _percent("shares_percent"),
}
_ORDER = (
    "mode", "price_mode", "price", "instalments", "royalty_rate", "royalty_base",
    "shares_percent", "ownership", "exclusivity", "use_field", "territory", "years", "delivery",
    "acceptance", "confidentiality_years", "other",
)  # fmt: skip


def _listed_price(listing: Listing) -> str:
    details: Any = listing.details
    return str(getattr(details, "budget", "") or getattr(details, "amount", ""))


def _listed_price_mode(listing: Listing) -> str:
    details: Any = listing.details
    return str(details.get_price_mode_display()) if hasattr(details, "price_mode") else ""


def _listed_acceptance(listing: Listing) -> str:
    return str(getattr(listing.details, "acceptance", ""))


_LISTED: dict[str, Callable[[Listing], str]] = {
    "mode": lambda listing: " · ".join(str(label) for label in listing.mode_labels),
    "price_mode": _listed_price_mode,
    "price": _listed_price,
    "acceptance": _listed_acceptance,
}
