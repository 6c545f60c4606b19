"""Figures as people write them, read strictly: what could mean two things is asked for again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from backend.accounts.regions import name_of

from .schemes import Indicator, Scheme, code_today
from .values import SuppliedFigure

_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,8})?")


def figure_read(text: str, one: Indicator) -> tuple[Decimal | None, str]:
    """A figure of an indicator, None for an empty text; and in words what is wrong with it."""
    written = unicodedata.normalize("NFKC", text).strip()
    if not written or written in ("-", "—", "–"):
        return None, ""
    written = written.removesuffix(one.unit).strip()
    if "," in written or "，" in text or "、" in text:
        return None, _("“%(text)s” has a comma: write 1290 for thousands, 1.29 for decimals.") % {
            "text": text.strip()
        }
    if not _NUMBER.fullmatch(written):
        return None, _("“%(text)s” is no number; write it as 12.5, in %(unit)s.") % {
            "text": text.strip()[:40],
            "unit": one.unit,
        }
    number = Decimal(written)
    if number != number.quantize(one.step):
        return None, _("“%(text)s” has more than %(places)s decimals.") % {
            "text": text.strip(),
            "places": one.places,
        }
    if one.unit == "%" and not -100 <= number <= 1000:
        return None, _(
            "%(text)s%% cannot be right; write percent, not a fraction of thousands."
        ) % {"text": text.strip()}
    if one.unit != "%" and number < 0:
        return None, _("“%(text)s” is below zero.") % {"text": text.strip()}
    return number, ""


def figures_read(
    rows: Iterable[SuppliedFigure], *, scheme: Scheme, supplier: str, year: int, places: list[str]
) -> tuple[dict[tuple[str, str], Decimal | None], dict[str, list[str]]]:
    """(county, indicator) → figure, and what is wrong by "county/indicator".

    A county's former code is taken for the one it has. Wrong are: another year, a county or indicator
    that the task is not of, a figure supplied twice, and what is no figure.
    """
    known = {code_today(code): code for code in places}
    wanted = {one.code: one for one in scheme.supplied_by(supplier)}
    found: dict[tuple[str, str], Decimal | None] = {}
    errors: dict[str, list[str]] = {}
    for row in rows:
        key = f"{row.county}/{row.indicator}"
        county, one = known.get(code_today(row.county)), wanted.get(row.indicator)
        said = _wrong(row, county, one, year, found)
        if county is not None and one is not None and not said:
            found[county, one.code], said = figure_read(row.text, one)
        if said:
            errors.setdefault(key, []).append(said)
    return found, errors


def _wrong(
    row: SuppliedFigure,
    county: str | None,
    one: Indicator | None,
    year: int,
    found: dict[tuple[str, str], Decimal | None],
) -> str:
    if county is None:
        return _("%(county)s is no county of this round.") % {"county": name_of(row.county)}
    if one is None:
        return _("“%(name)s” is no indicator that was asked of you.") % {"name": row.indicator}
    if row.year != year:
        return _("This figure is of %(given)s; the round asks for %(year)s.") % {
            "given": row.year,
            "year": year,
        }
    if (county, one.code) in found:
        return _("%(county)s: “%(name)s” is supplied twice; leave the right one.") % {
            "county": name_of(county),
            "name": one.name,
        }
    return ""
