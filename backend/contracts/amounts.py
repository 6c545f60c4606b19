"""Contract amount 合同成交额 and transaction amount 技术交易额: what of the one is the other."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from backend.core import money
from backend.core.money_fields import MAX_AMOUNT

from .models import PartKind
from .values import PartValues

MAX_PARTS = 20


def parts_complete(
    amount: Decimal, currency: str, parts: Sequence[PartValues]
) -> tuple[PartValues, ...]:
    """The parts with the technology that is left made one of them, so that they sum to the amount.

    Raises ValidationError for ``parts`` where they come to more, or technology is named and they come
    to less.
    """
    _check_each(parts)
    rest = amount - sum((part.amount for part in parts), Decimal(0))
    named = any(part.kind == PartKind.TECHNOLOGY for part in parts)
    if rest < 0:
        raise ValidationError(
            {
                "parts": _("The parts come to %(over)s more than the contract amount.")
                % {"over": money.exact(-rest, currency)}
            }
        )
    if rest and named:
        raise ValidationError(
            {
                "parts": _("%(rest)s of the contract amount is in none of the parts.")
                % {"rest": money.exact(rest, currency)}
            }
        )
    if rest or not parts:
        return (PartValues(kind=PartKind.TECHNOLOGY, amount=rest), *parts)
    return tuple(parts)


def technology_of(parts: Sequence[PartValues]) -> Decimal:
    """What of complete parts pays for technology."""
    found = (part.amount for part in parts if part.kind == PartKind.TECHNOLOGY)
    return sum(found, Decimal(0))


def _check_each(parts: Sequence[PartValues]) -> None:
    if len(parts) > MAX_PARTS:
        raise ValidationError(
            {"parts": _("At most %(n)s parts; put small ones together.") % {"n": MAX_PARTS}}
        )
    for part in parts:
        if part.kind not in PartKind.values:
            raise ValidationError({"parts": _("Choose what the part is.")})
        if part.kind != PartKind.TECHNOLOGY and not part.words.strip():
            raise ValidationError({"parts": _("Say what each part without technology is.")})
        if len(part.words) > 200:
            raise ValidationError({"parts": _("At most 200 characters for a part.")})
        exponent = part.amount.as_tuple().exponent
        exact = isinstance(exponent, int) and exponent >= -2
        if not exact or not 0 < part.amount < MAX_AMOUNT:
            raise ValidationError(
                {"parts": _("The amount of a part is above zero, with two decimals at most.")}
            )
