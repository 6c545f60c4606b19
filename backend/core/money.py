"""Amounts of money as people write them: exact in tables, short in prose."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

_SYMBOLS = {"CNY": "¥", "USD": "US$", "EUR": "€", "HKD": "HK$"}
# In English the yuan is told from the yen.
_ENGLISH_SYMBOLS = _SYMBOLS | {"CNY": "CN¥"}
_CHINESE_UNITS = {"CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元"}
_CHINESE_SCALES = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"), (Decimal(1), ""))
_ENGLISH_SCALES = (
    (Decimal(10) ** 9, "B"),
    (Decimal(10) ** 6, "M"),
    (Decimal(10) ** 3, "K"),
    (Decimal(1), ""),
)


def exact(amount: Decimal, currency: str) -> str:
    """For tables and documents: ¥1,250,000.00, -¥80.00; in English CN¥1,250,000.00."""
    return f"{'-' if amount < 0 else ''}{_symbol(currency)}{abs(amount):,.2f}"


def short(amount: Decimal, currency: str) -> str:
    """For prose, rounded to two places of its scale: 125万元, CN¥1.25M."""
    number, scale = _scaled(amount)
    return _written(number, scale, currency)


def span(low: Decimal | None, high: Decimal | None, currency: str) -> str:
    """A range for prose: 300–500万元, from CN¥3M, up to CN¥5M; empty where both ends are open."""
    if low is not None and high is not None and low != high:
        (first, first_scale), (last, last_scale) = _scaled(low), _scaled(high)
        if first_scale == last_scale and _chinese():
            return f"{first}–{_written(last, last_scale, currency)}"
        return f"{short(low, currency)}–{short(high, currency)}"
    if high is not None and low is None:
        return _("up to %(amount)s") % {"amount": short(high, currency)}
    if low is not None and high is None:
        return _("from %(amount)s") % {"amount": short(low, currency)}
    return short(high, currency) if high is not None else ""


def _chinese() -> bool:
    return (get_language() or "").startswith("zh")


def _symbol(currency: str) -> str:
    return (_SYMBOLS if _chinese() else _ENGLISH_SYMBOLS).get(currency, f"{currency} ")


def _scaled(amount: Decimal) -> tuple[str, str]:
    """The number at its scale, without idle zeros, and the scale's sign."""
    scales = _CHINESE_SCALES if _chinese() else _ENGLISH_SCALES
    size, sign = next((s for s in scales if abs(amount) >= s[0]), scales[-1])
    number = f"{amount / size:.2f}"
    return number.rstrip("0").rstrip("."), sign


def _written(number: str, scale: str, currency: str) -> str:
    if _chinese():
        return f"{number}{scale}{_CHINESE_UNITS.get(currency, currency)}"
    sign = "-" if number.startswith("-") else ""
    return f"{sign}{_symbol(currency)}{number.removeprefix('-')}{scale}"
