"""Counts beside a search's results, each a link that narrows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext as _

from backend.accounts.regions import region_above, region_label, region_of
from backend.catalog.chains import chain_own_label
from backend.catalog.documents import MONEY_BANDS
from backend.catalog.kinds.achievement import AchievementDetails
from backend.catalog.taxonomies import MODES, label
from backend.core import money

SHOWN = 8
_ORDERED = {"trl", "money"}  # by value, all of them


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that may be chosen: its words, how many it holds, and the address that chooses it."""

    label: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow; ``chosen`` is in force, and ``without`` the address that lifts it."""

    name: str
    heading: str
    choices: list[Choice]
    more: list[Choice] = field(default_factory=list)  # folded: what is rarer
    chosen: str = ""
    without: str = ""


def facets_shown(
    counts: Mapping[str, Mapping[str, int]], filters: Mapping[str, str], params: QueryDict
) -> list[Facet]:
    """What to offer: the most frequent values, and what is chosen even if it finds nothing."""
    shown = []
    for name, heading in _headings().items():
        chosen = filters.get(name, "")
        values = _offered(name, counts.get(name, {}), chosen)
        if not values and not chosen:
            continue
        choices = [
            Choice(_words(name, value), count, _address(params, name, value))
            for value, count in values
        ]
        shown.append(
            Facet(
                name,
                heading,
                choices if name in _ORDERED else choices[:SHOWN],
                more=[] if name in _ORDERED else choices[SHOWN:],
                chosen=_words(name, chosen) if chosen else "",
                without=_address(params, name, None),
            )
        )
    return shown


def _headings() -> dict[str, str]:
    return {
        "field": _("Technology field"),
        "industry": _("Industry"),
        "chain": _("Industry chain"),
        "region": _("Region"),
        "trl": _("Readiness level"),
        "stage": _("Stage"),
        "modes": _("Cooperation"),
        "money": _("Budget or price"),
    }


def _offered(name: str, counts: Mapping[str, int], chosen: str) -> list[tuple[str, int]]:
    """Values one step below what is chosen, most frequent first: sections, then their divisions."""
    found = [(v, n) for v, n in counts.items() if v != chosen and _one_step(name, v, chosen)]
    if name in _ORDERED:
        return sorted(found, key=lambda item: int(item[0]))
    return sorted(found, key=lambda item: (-item[1], item[0]))


def _one_step(name: str, value: str, chosen: str) -> bool:
    if name == "industry":
        return value.startswith(chosen) and len(value) > 1 if chosen else len(value) == 1
    if name == "chain":
        return _next_chain(value, chosen)
    if name == "region":
        return region_of(value) is not None and region_above(value) == chosen
    return not chosen


def _next_chain(value: str, chosen: str) -> bool:
    """Chains first, then the links of a chain, since its stages are no answer; then technologies."""
    steps = {0: 2, 2: 5, 3: 5, 5: 7}
    return len(value) == steps.get(len(chosen), 0) and value.startswith(chosen)


def _words(name: str, value: str) -> str:
    if name == "field":
        return label("fields", value)
    if name == "industry":
        return label("industries", value)
    if name == "chain":
        return chain_own_label(value)
    if name == "region":
        return region_label(value) or value
    if name == "stage":
        return str(dict(AchievementDetails.Stage.choices).get(value, value))
    if name == "modes":
        return str(MODES.get(value, value))
    return _money_words(int(value)) if name == "money" else f"TRL {value}"


def _money_words(band: int) -> str:
    """From one end of bands to the next, in short."""
    ends = [money.short(Decimal(end), "CNY") for end in MONEY_BANDS]
    if band == 0:
        return _("up to %(end)s") % {"end": ends[0]}
    if band >= len(ends):
        return _("above %(end)s") % {"end": ends[-1]}
    return f"{ends[band - 1]} – {ends[band]}"


def _address(params: QueryDict, name: str, value: str | None) -> str:
    changed = params.copy()
    changed.pop("page", None)
    changed.pop("after", None)
    changed.pop(name, None)
    if value is not None:
        changed[name] = value
    return f"?{changed.urlencode()}"
