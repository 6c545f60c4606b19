"""Words for the codes that the matcher gives, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from backend.accounts.regions import region_label
from backend.catalog.taxonomies import MODES, label
from backend.core import dates
from backend.pairings.models import Side

Params = Mapping[str, Any]


class Tone(StrEnum):
    """How a finding speaks for the pair."""

    FITS = "fits"
    PARTLY = "partly"
    AGAINST = "against"
    UNKNOWN = "unknown"
    UNDISCLOSED = "undisclosed"  # it rests on what this reader may not read


@dataclass(frozen=True, slots=True)
class Wording:
    """A finding in words. ``reveals`` are the sides whose details tier the parameters tell of."""

    title: object
    tone: Tone = Tone.FITS
    detail: Callable[[Params], str] = lambda params: ""
    reveals: frozenset[Side] = frozenset()


LEVELS: dict[str, object] = {
    "strong": pgettext_lazy("level of a pairing", "Fits very well"),
    "good": pgettext_lazy("level of a pairing", "Fits"),
    "possible": pgettext_lazy("level of a pairing", "Worth a look"),
    "weak": pgettext_lazy("level of a pairing", "Weak fit"),
}

VERDICTS: dict[str, object] = {
    "met": pgettext_lazy("verdict on an indicator", "Met"),
    "nearly": pgettext_lazy("verdict on an indicator", "Nearly"),
    "missed": pgettext_lazy("verdict on an indicator", "Missed"),
    "unclear": pgettext_lazy("verdict on an indicator", "Undecided"),
    "absent": pgettext_lazy("verdict on an indicator", "Not stated"),
}

# Stands for any of them where the value lies in details that the reader may not read yet.
UNDISCLOSED = "undisclosed"
UNDISCLOSED_LABEL = pgettext_lazy("verdict on an indicator", "After disclosure")


def listed(names: object) -> str:
    """Names joined as the reader's language joins them."""
    if not isinstance(names, (list, tuple)):
        return ""
    return gettext(", ").join(str(name) for name in names)


def _industry(params: Params) -> str:
    return _two(label("industries", str(params["need"])), label("industries", str(params["offer"])))


def _field(params: Params) -> str:
    return _two(label("fields", str(params["need"])), label("fields", str(params["offer"])))


def _region(params: Params) -> str:
    return _two(region_label(str(params["need"])), region_label(str(params["offer"])))


def _two(wanted: str, offered: str) -> str:
    return wanted if wanted == offered else f"{wanted} ↔ {offered}"


def _trl(params: Params) -> str:
    return gettext("TRL %(wanted)s wanted, TRL %(reached)s reached") % params


def _trl_wanted(params: Params) -> str:
    return gettext("TRL %(wanted)s wanted") % params


def _modes(codes: object) -> str:
    known = codes if isinstance(codes, (list, tuple)) else []
    return listed([MODES.get(str(code), code) for code in known])


def _modes_apart(params: Params) -> str:
    return _two(_modes(params["need"]), _modes(params["offer"]))


def _names(params: Params) -> str:
    return listed(params.get("names"))


def _terms(params: Params) -> str:
    return listed(params.get("terms"))


def _covers(params: Params) -> str:
    terms = listed(params.get("terms"))
    return gettext("covers: %(terms)s") % {"terms": terms} if terms else ""


def _deadline(params: Params) -> str:
    return gettext("by %(day)s, TRL short by %(levels)s") % {
        "day": _day(params["deadline"]),
        "levels": params["levels"],
    }


def _days(params: Params) -> str:
    return _two(_day(params["need"]), _day(params["offer"]))


def _day(iso: object) -> str:
    return dates.day(date.fromisoformat(str(iso)))


def _stated(params: Params) -> str:
    return gettext("%(stated)s of %(of)s facts") % params


def _record(params: Params) -> str:
    return gettext("partners: %(need)s on the need's side, %(offer)s on the offer's") % params


_NEED = frozenset({Side.NEED})
_BOTH = frozenset({Side.NEED, Side.OFFER})

WORDINGS: dict[str, Wording] = {
    "dense.same_problem": Wording(_("It is about the same problem")),
    "dense.related": Wording(_("The subjects are related"), Tone.PARTLY),
    "dense.different": Wording(_("The subjects lie apart"), Tone.AGAINST),
    "late.passages_agree": Wording(_("What is offered answers what is asked")),
    "late.passages_related": Wording(_("Some passages answer each other"), Tone.PARTLY),
    "late.no_passage": Wording(
        _("They speak of related things, though no passage answers another"), Tone.PARTLY
    ),
    "late.passages_differ": Wording(_("Few passages answer each other"), Tone.AGAINST),
    "late_title.covered": Wording(_("It speaks of what the need's title names"), detail=_covers),
    "late_title.partly": Wording(
        _("It speaks of part of what the need's title names"), Tone.PARTLY, _covers
    ),
    "late_title.not_covered": Wording(
        _("It says little of what the need's title names"), Tone.AGAINST, _covers
    ),
    "lexical.shared_terms": Wording(_("Both use the same technical terms"), detail=_terms),
    "lexical.few_shared": Wording(_("They share few technical terms"), Tone.AGAINST),
    "lexical_title.alike": Wording(_("The titles name the same")),
    "lexical_title.related": Wording(_("The titles are partly alike"), Tone.PARTLY),
    "lexical_title.different": Wording(_("The titles are worded differently"), Tone.AGAINST),
    "fields.industry_same": Wording(_("Same industry"), detail=_industry),
    "fields.industry_near": Wording(_("Neighbouring industries"), Tone.PARTLY, _industry),
    "fields.industry_different": Wording(_("Different industries"), Tone.AGAINST, _industry),
    "fields.industry_chain": Wording(_("One industry supplies the other"), Tone.PARTLY, _industry),
    "fields.field_same": Wording(_("Same technology field"), detail=_field),
    "fields.field_different": Wording(_("Different technology fields"), Tone.AGAINST, _field),
    "fields.region_same_county": Wording(_("In the same county or district"), detail=_region),
    "fields.region_same_city": Wording(_("In the same city"), detail=_region),
    "fields.region_same_province": Wording(_("In the same province"), detail=_region),
    "fields.region_elsewhere": Wording(_("In different provinces"), Tone.AGAINST, _region),
    "fields.trl_reached": Wording(_("Mature enough"), detail=_trl),
    "fields.trl_below": Wording(_("Less mature than wanted"), Tone.AGAINST, _trl),
    "fields.trl_unknown": Wording(_("Maturity not stated"), Tone.UNKNOWN, _trl_wanted),
    "fields.price_within_budget": Wording(_("The price lies within the budget"), reveals=_BOTH),
    "fields.price_above_budget": Wording(
        _("The price lies above the budget"), Tone.AGAINST, reveals=_BOTH
    ),
    "fields.price_unknown": Wording(
        _("No fixed price to hold against the budget"), Tone.UNKNOWN, reveals=_BOTH
    ),
    "fields.modes_shared": Wording(
        _("Both accept the same form of cooperation"), detail=lambda p: _modes(p["modes"])
    ),
    "fields.modes_different": Wording(
        _("They name different forms of cooperation"), Tone.AGAINST, _modes_apart
    ),
    "fields.deadline_allows": Wording(
        _("The deadline leaves time to mature"), Tone.PARTLY, _deadline, reveals=_NEED
    ),
    "fields.deadline_tight": Wording(
        _("The deadline is tight for its maturity"), Tone.AGAINST, _deadline, reveals=_NEED
    ),
    "fields.dates_near": Wording(_("Both listings are of the same time"), detail=_days),
    "fields.dates_apart": Wording(_("The listings lie years apart"), Tone.AGAINST, _days),
    "fields.both_complete": Wording(_("Both listings state nearly everything"), detail=_stated),
    "fields.track_record": Wording(_("Contracts recorded with others"), detail=_record),
    "indicators.met": Wording(_("The indicators are met"), detail=_names, reveals=_BOTH),
    "indicators.some_met": Wording(
        _("Part of the indicators are met"), Tone.PARTLY, _names, reveals=_BOTH
    ),
    "indicators.missed": Wording(_("Indicators are missed"), Tone.AGAINST, _names, reveals=_BOTH),
    "indicators.others": Wording(
        _("It states figures, but none of those that are wanted"), Tone.AGAINST, reveals=_BOTH
    ),
    "indicators.unknown": Wording(
        _("Wanted indicators are not stated"), Tone.UNKNOWN, _names, reveals=_BOTH
    ),
}

# A release newer than these words still says honestly that something counted.
_UNNAMED = {
    Tone.FITS: Wording(_("Something else speaks for it")),
    Tone.AGAINST: Wording(_("Something else speaks against it"), Tone.AGAINST),
}
# Where the words themselves would tell what is hidden: of each code that reveals a side.
HIDDEN_TITLES: dict[str, object] = {
    "fields.price_within_budget": _("Price and budget"),
    "fields.price_above_budget": _("Price and budget"),
    "fields.price_unknown": _("Price and budget"),
    "fields.deadline_allows": _("Deadline"),
    "fields.deadline_tight": _("Deadline"),
    "indicators.met": _("Indicators"),
    "indicators.some_met": _("Indicators"),
    "indicators.missed": _("Indicators"),
    "indicators.others": _("Indicators"),
    "indicators.unknown": _("Indicators"),
}


def wording_of(code: str, contribution: float) -> Wording:
    """The words for a code, or neutral ones for a code not known here."""
    found = WORDINGS.get(code)
    if found is not None:
        return found
    return _UNNAMED[Tone.FITS if contribution >= 0 else Tone.AGAINST]
