"""Indicators written in one cell: 面内导热系数≥1200 W/(m·K); 厚度 50–60 μm."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
_TO = r"\s*(?:[-–—~～至]|to)\s*"
_PLAIN = "[^≥≤≧≦<>＞＜]"  # a name holds no second comparator
_SIGN = "|".join(map(re.escape, _SIGNS))
# Tried in this order: a sign decides, then a range, then a gap before the number.
_SHAPES = (
    re.compile(rf"(?P<name>{_PLAIN}+?)\s*(?P<sign>{_SIGN})\s*(?P<low>{_NUMBER})(?:{_TO}(?P<high>{_NUMBER}))?(?P<unit>.*)"),
    re.compile(rf"(?P<name>{_PLAIN}*?(?!\d){_PLAIN})\s*(?P<low>{_NUMBER}){_TO}(?P<high>{_NUMBER})(?P<unit>.*)"),
    re.compile(rf"(?P<name>{_PLAIN}*(?!\s){_PLAIN})\s+(?P<low>{_NUMBER})(?P<unit>.*)"),
)  # fmt: skip
_APART = re.compile(r"[;；\n]+")


def indicators_read(text: str, *, wanted: bool = False) -> tuple[IndicatorValues, ...]:
    """The indicators of a cell, split by semicolons or lines. ``wanted``: by a need, which bounds
    where it writes a bare number. Raises ValidationError.
    """
    parts = (part.strip() for part in _APART.split(text))
    return tuple(row for part in parts if part for row in _read(part, wanted))


def _read(text: str, wanted: bool) -> tuple[IndicatorValues, ...]:
    """A sign between name and number is taken as it stands; other words are the engine's to read."""
    signed = _shaped(text, _SHAPES[:1])
    if signed is not None and matching.unit_known(signed.unit):
        return (signed,)
    try:
        return tuple(map(indicator_values, matching.read_indicators(text, stated=not wanted)))
    except UnparsableIndicator as error:
        # What has a shape keeps its cells: the rules say which one is wrong.
        shaped = signed or _shaped(text, _SHAPES[1:])
        if shaped is not None:
            return (shaped,)
        raise ValidationError(
            _("“%(text)s” is no indicator (%(why)s); write name, sign, value and unit: 厚度≤60 μm")
            % {"text": text[:60], "why": problem_of(error)}
        ) from error


def _shaped(text: str, shapes: Sequence[re.Pattern[str]]) -> IndicatorValues | None:
    found = next((match for shape in shapes if (match := shape.fullmatch(text))), None)
    if found is None:
        return None
    parts = found.groupdict()
    low, high = _number(parts["low"]), parts.get("high")
    sign = _SIGNS[parts.get("sign") or "="]
    return IndicatorValues(
        name=parts["name"].strip(),
        comparator=Indicator.Comparator.RANGE.value if high else sign,
        value=low,
        value_max=_number(high) if high else None,
        unit=parts["unit"].strip(),
    )


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("−", "-"))
