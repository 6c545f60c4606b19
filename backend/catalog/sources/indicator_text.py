"""Indicators written in one cell: 面内导热系数≥1200 W/(m·K); 厚度 50–60 μm."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from backend.catalog.indicator_reading import indicator_values, problem_of
from backend.catalog.models import Indicator
from backend.catalog.values import IndicatorValues
from matching import facade as matching
from matching.contracts import UnparsableIndicator

_SIGNS = {
    ">=": ">=", "≥": ">=", "≧": ">=", "<=": "<=", "≤": "<=", "≦": "<=",
    ">": ">", "＞": ">", "<": "<", "＜": "<", "=": "=", "＝": "=", ":": "=", "：": "=",
}  # fmt: skip
_NUMBER = r"[-−]?\d[\d,]{0,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?"
_TO = r"\s?(?:[-–—~～至]|to)\s?"
_SIGN = re.compile("|".join(map(re.escape, _SIGNS)))
_BOUNDS = frozenset("≥≤≧≦<>＜＞")  # a name holds no second comparator
_VALUE = re.compile(rf"\s?(?P<low>{_NUMBER})(?:{_TO}(?P<high>{_NUMBER}))?(?P<unit>.*)")
_RANGE = re.compile(rf"(?<!\d)(?P<low>{_NUMBER}){_TO}(?P<high>{_NUMBER})(?P<unit>.*)")
_AFTER_GAP = re.compile(rf"(?<=\s)(?P<low>{_NUMBER})")
LONGEST = 20_000  # characters of a cell
_APART = re.compile(r"[;；\n]+")


def indicators_read(text: str, *, wanted: bool = False) -> tuple[IndicatorValues, ...]:
    """The indicators of a cell, split by semicolons or lines. ``wanted``: by a need, which bounds
    where it writes a bare number. Raises ValidationError.
    """
    if len(text) > LONGEST:
        raise ValidationError(
            _("At most %(n)d characters; keep the indicators that decide.") % {"n": LONGEST}
        )
    parts = (part.strip() for part in _APART.split(text))
    return tuple(row for part in parts if part for row in _read(part, wanted))


def _read(text: str, wanted: bool) -> tuple[IndicatorValues, ...]:
    """As the engine reads it, like a form's text; where it cannot, as the cell is shaped, for the
    rules to say which part is wrong. A sign between name and value is taken as it stands.
    """
    text = " ".join(text.split())
    signed = _signed(text)
    try:
        read = tuple(map(indicator_values, matching.read_indicators(text, stated=not wanted)))
    except UnparsableIndicator as error:
        shaped = signed or _ranged(text) or _apart(text)
        if shaped is not None:
            return (shaped,)
        raise ValidationError(
            _("“%(text)s” is no indicator (%(why)s); write name, sign, value and unit: 厚度≤60 μm")
            % {"text": text[:60], "why": problem_of(error)}
        ) from error
    if signed is None or not matching.unit_known(signed.unit) or len(read) > 1:
        return read
    if signed.value_max is not None or read[0].value_max is not None:
        return read
    return (replace(read[0], comparator=signed.comparator),)


def _signed(text: str) -> IndicatorValues | None:
    """Name, sign, value: the first sign that a number follows, unless a bound comes before it."""
    for sign in _SIGN.finditer(text):
        name, value = text[: sign.start()].strip(), _VALUE.fullmatch(text, sign.end())
        if name and value:
            return _values(name, _SIGNS[sign[0]], value["low"], value["high"], value["unit"])
        if sign[0][0] in _BOUNDS:
            break
    return None


def _ranged(text: str) -> IndicatorValues | None:
    found = _RANGE.search(text)
    name = text[: found.start()].strip() if found else ""
    if not found or not name or found.start() > _first_bound(text):
        return None
    return _values(name, "=", found["low"], found["high"], found["unit"])


def _apart(text: str) -> IndicatorValues | None:
    """The last number behind a gap; what follows it is its unit."""
    found = None
    for number in _AFTER_GAP.finditer(text, 0, _first_bound(text)):
        found = number
    if found is None:
        return None
    return _values(text[: found.start()].strip(), "=", found["low"], None, text[found.end() :])


def _first_bound(text: str) -> int:
    return next((at for at, sign in enumerate(text) if sign in _BOUNDS), len(text))


def _values(name: str, sign: str, low: str, high: str | None, unit: str) -> IndicatorValues:
    return IndicatorValues(
        name=name,
        comparator=Indicator.Comparator.RANGE.value if high else sign,
        value=_number(low),
        value_max=_number(high) if high else None,
        unit=unit.strip(),
    )


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("−", "-"))
