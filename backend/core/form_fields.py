"""Form fields that read numbers as people write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .money_fields import AMOUNT_ERRORS

_SCALES = {"": 0, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "k": 3, "m": 6}
# Digits are bounded: nothing with more is an amount, and a long run must not cost time.
_AMOUNT = re.compile(r"(-?\d{1,20}(?:\.\d{0,10})?)(千万|百万|千|万|亿|k|m)?")
_MOMENT = "%Y-%m-%dT%H:%M"
_CURRENCY_SIGNS = re.compile(
    r"cn¥|[¥$€]|人民币|美元|欧元|港元|港币|元|圆|cny|rmb|usd|eur|hkd|cn(?=\d)"
)


class NumberField(forms.DecimalField):
    """A decimal; takes thousands separators and full-width digits, shows no needless zeros."""

    default_error_messages = {"invalid": _("Write a number, for example 1200 or 0.05.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str):
            value = unicodedata.normalize("NFKC", value).replace(",", "").replace(" ", "")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal) and value.is_finite():
            return _plain(value)
        return value


class AmountField(NumberField):
    """An amount of money in its currency's unit: 1250000, 1,250,000, 125万 and ¥125万元 are one."""

    default_error_messages = {
        **AMOUNT_ERRORS,
        "invalid": _("Write an amount, for example 500000 or 50万."),
    }

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, str) and value.strip():
            value = self._amount(value)
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal) and value.is_finite():
            return f"{Decimal(_plain(value)):,f}"
        return value

    def _amount(self, text: str) -> Decimal:
        written = unicodedata.normalize("NFKC", text).lower().replace(",", "")
        written = _CURRENCY_SIGNS.sub("", "".join(written.split()))
        found = _AMOUNT.fullmatch(written)
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return Decimal(_plain(Decimal(found[1]).scaleb(_SCALES[found[2] or ""])))


class MomentField(forms.DateTimeField):
    """A day and time, by the browser's own control, in the display's time zone."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", [_MOMENT, "%Y-%m-%d %H:%M"])
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT)
        kwargs.setdefault("widget", widget)
        super().__init__(**kwargs)


class DayField(forms.DateField):
    """A day, by the browser's own control."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        kwargs.setdefault("widget", widget)
        super().__init__(**kwargs)


class ServiceForm(forms.Form):
    """A form that shows what a service refused beside the control that holds it."""

    template = "core/_form.html"
    places: Mapping[
        str, str
    ] = {}  # a service's field → the control that holds it, where they differ

    def add_service_errors(self, error: ValidationError) -> None:
        """Take a service's errors by field; what no control holds stands above the form."""
        for name, found in error.message_dict.items():
            own = self.places.get(name, name)
            self.add_error(own if own in self.fields else None, found)


def _plain(value: Decimal) -> str:
    """Digits without exponent or trailing zeros."""
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def options_of(field: forms.ChoiceField) -> Iterator[tuple[str, str]]:
    """Code and words of each option, those in groups included."""
    options: Any = field.choices
    for code, words in options:
        if isinstance(words, (list, tuple)):
            yield from ((str(inner), str(name)) for inner, name in words)
        else:
            yield str(code), str(words)
