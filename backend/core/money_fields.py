"""How amounts of money are kept: the currencies, the largest amount, and the columns of both."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    _AmountBase = models.BigIntegerField[Decimal | int, Decimal]
else:
    _AmountBase = models.BigIntegerField

CENT = Decimal("0.01")
MAX_AMOUNT = 10**13  # exclusive: 15 digits with two decimals


class Currency(models.TextChoices):
    CNY = "CNY", _("Chinese yuan")
    USD = "USD", _("US dollar")
    EUR = "EUR", _("Euro")
    HKD = "HKD", _("Hong Kong dollar")


_TOO_MUCH = _("At most 9,999,999,999,999.99; write a smaller amount.")
# What is said of an amount that is none, by the code of the error, in forms, API and services alike.
AMOUNT_ERRORS = {
    "max_digits": _TOO_MUCH,
    "max_whole_digits": _TOO_MUCH,
    "max_value": _TOO_MUCH,
    "max_decimal_places": _("Write at most two decimals, as in 1250.50."),
    "min_value": _("An amount is not below zero; write it without the minus."),
}


def amount_column(
    label: Any, *, optional: bool = False, help_text: Any = ""
) -> models.DecimalField:
    """A column for an amount of at least zero, in the unit of the row's currency."""
    return models.DecimalField(
        label,
        max_digits=15,
        decimal_places=2,
        null=optional,
        blank=optional,
        help_text=help_text,
        error_messages=AMOUNT_ERRORS,
        validators=[MinValueValidator(0), MaxValueValidator(MAX_AMOUNT - CENT)],
    )


def is_amount(column: models.Field[Any, Any]) -> bool:
    """Whether it was made by ``amount_column``."""
    return (
        isinstance(column, models.DecimalField)
        and column.error_messages.get("max_value") == AMOUNT_ERRORS["max_value"]
    )


def currency_column() -> models.CharField:
    """The column of the row's currency, yuan unless told otherwise."""
    return models.CharField(
        _("currency"), max_length=3, choices=Currency.choices, default=Currency.CNY
    )


class SignedAmountField(_AmountBase):
    """An amount of either sign, a Decimal in Python and whole cents in the database: sums are exact
    on every database, SQLite's too. Raises ValueError for parts of a cent."""

    def from_db_value(self, value: Any, *_: Any) -> Decimal | None:
        """Cents as the amount that they are."""
        return None if value is None else Decimal(value).scaleb(-2).quantize(CENT)

    def to_python(self, value: Any) -> Any:
        """An amount as it is written: 12.50."""
        return None if value is None else Decimal(value).quantize(CENT)

    def get_prep_value(self, value: Any) -> Any:
        """The amount in cents."""
        if value is None or hasattr(value, "resolve_expression"):
            return value
        cents = Decimal(value).scaleb(2)
        if cents != cents.to_integral_value():
            raise ValueError(f"{value} has parts of a cent")
        return int(cents)
