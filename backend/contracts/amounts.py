"""Contract amount 合同成交额 and transaction amount 技术交易额: what of the one is the other; and the
instalments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from backend.core import money
from backend.core.money_fields import MAX_AMOUNT

from .models import PartKind, PaymentForm
from .values import InstalmentValues, PartValues

MAX_PARTS = 20
MAX_INSTALMENTS = 24


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
        if not _payable(part.amount):
            raise ValidationError(
                {"parts": _("The amount of a part is above zero, with two decimals at most.")}
            )


def instalments_complete(
    amount: Decimal, currency: str, payment_form: str, given: Sequence[InstalmentValues]
) -> tuple[InstalmentValues, ...]:
    """The instalments of a contract that is paid so, none of any other. Raises ValidationError for
    ``instalments`` where one cannot be, or they do not sum to the amount."""
    if payment_form != PaymentForm.INSTALMENTS or not given:
        return ()
    if not 2 <= len(given) <= MAX_INSTALMENTS:
        told = _("Give between 2 and %(n)s instalments.") % {"n": MAX_INSTALMENTS}
        raise ValidationError({"instalments": told})
    rows = tuple(
        replace(row, condition=" ".join(row.condition.replace("\x00", "").split())) for row in given
    )
    for number, row in enumerate(rows, 1):
        _check_instalment(number, row)
    gap = amount - sum((row.amount for row in rows), Decimal(0))
    if gap:
        words = (
            _("The instalments come to %(gap)s less than the contract amount.")
            if gap > 0
            else _("The instalments come to %(gap)s more than the contract amount.")
        )
        raise ValidationError({"instalments": words % {"gap": money.exact(abs(gap), currency)}})
    return rows


def _check_instalment(number: int, row: InstalmentValues) -> None:
    wrong: object = None
    if not _payable(row.amount):
        wrong = _("Instalment %(n)s: an amount above zero, with two decimals at most.")
    elif row.due_on is None and not row.condition:
        wrong = _("Instalment %(n)s: say by which day, or with what it falls due.")
    elif len(row.condition) > 200:
        wrong = _("Instalment %(n)s: at most 200 characters.")
    if wrong is not None:
        raise ValidationError({"instalments": str(wrong) % {"n": number}})


def _payable(amount: Decimal) -> bool:
    exponent = amount.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -2 and 0 < amount < MAX_AMOUNT
