"""How amounts of money are kept: the currencies, the largest amount, and the columns of both."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

MAX_AMOUNT = 10**13  # exclusive: 15 digits with two decimals


class Currency(models.TextChoices):
    CNY = "CNY", _("Chinese yuan")
    USD = "USD", _("US dollar")
    EUR = "EUR", _("Euro")
    HKD = "HKD", _("Hong Kong dollar")


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
        validators=[MinValueValidator(0), MaxValueValidator(MAX_AMOUNT - Decimal("0.01"))],
    )


def currency_column() -> models.CharField:
    """The column of the row's currency, yuan unless told otherwise."""
    return models.CharField(
        _("currency"), max_length=3, choices=Currency.choices, default=Currency.CNY
    )
