"""Sharing an amount so that the parts sum to it exactly."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from decimal import ROUND_FLOOR, Decimal
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from backend.core.money_fields import CENT

K = TypeVar("K", bound=Hashable)
HUNDRED = Decimal(100)


def split_exact(amount: Decimal, shares: Mapping[K, Decimal]) -> dict[K, Decimal]:
    """Parts of an amount (of whole cents, either sign) by percent, in the order of the shares.

    Each part is rounded down to the cent; the cents left go one each to the largest remainders, of
    equal ones to the earlier share. Raises ValidationError for shares below zero or that do not sum
    to exactly 100.
    """
    total = sum(shares.values(), Decimal(0))
    if any(share < 0 for share in shares.values()):
        raise ValidationError({"shares": [_("A share is at least zero.")]})
    if total != HUNDRED:
        told = _("The shares sum to %(total)s%%; change them so that they sum to exactly 100%%.")
        raise ValidationError({"shares": [told % {"total": total.normalize()}]})
    sign = -1 if amount < 0 else 1
    exact = {key: abs(amount) * share / HUNDRED for key, share in shares.items()}
    parts = {key: part.quantize(CENT, ROUND_FLOOR) for key, part in exact.items()}
    left = int((abs(amount) - sum(parts.values(), Decimal(0))) / CENT)
    for key in sorted(exact, key=lambda k: parts[k] - exact[k])[:left]:
        parts[key] += CENT
    return {key: sign * part for key, part in parts.items()}
