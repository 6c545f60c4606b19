"""Indicators written in one cell: 面内导热系数≥1200 W/(m·K); 厚度 50–60 μm."""

from __future__ import annotations

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from backend.catalog.models import Indicator
from backend.catalog.values import IndicatorValues

_SIGNS = {
    ">=": ">=", "≥": ">=", "≧": ">=", "<=": "<=", "≤": "<=", "≦": "<=",
    ">": ">", "＞": ">", "<": "<", "＜": "<", "=": "=", "＝": "=", ":": "=", "：": "=",
}  # fmt: skip
_NUMBER = r"[-−]?\d[\d,]{0,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?"
_TO = r"\s*(?:[-–—~～至]|to)\s*"
_SIGN = "|".join(map(re.escape, _SIGNS))
# Tried in this order: a sign decides, then a range, then a gap before the number.
_SHAPES = (
    re.compile(rf"(?P<name>.+?)\s*(?P<sign>{_SIGN})\s*(?P<low>{_NUMBER})(?:{_TO}(?P<high>{_NUMBER}))?(?P<unit>.*)"),
    re.compile(rf"(?P<name>.*?\D)\s*(?P<low>{_NUMBER}){_TO}(?P<high>{_NUMBER})(?P<unit>.*)"),
    re.compile(rf"(?P<name>.*\S)\s+(?P<low>{_NUMBER})(?P<unit>.*)"),
)  # fmt: skip
_APART = re.compile(r"[;；\n]+")


def indicators_read(text: str) -> tuple[IndicatorValues, ...]:
    """The indicators of a cell, split by semicolons or lines. Raises ValidationError."""
    return tuple(_read(part.strip()) for part in _APART.split(text) if part.strip())


def _read(text: str) -> IndicatorValues:
    found = next((match for shape in _SHAPES if (match := shape.fullmatch(text))), None)
    if found is None:
        raise ValidationError(
            _("“%(text)s” is no indicator; write name, comparator, value and unit: 厚度≤60 μm")
            % {"text": text[:60]}
        )
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
