"""What a contract must say to be a whole one, by field."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.core import dates

from .models import SUBTYPES, WITH_ROYALTY, Contract, PaymentForm, Written


def contract_values_check(contract: Contract) -> None:
    """Hold the fields of a filled row against one another. Raises ValidationError by field."""
    if contract.subtype and contract.subtype not in SUBTYPES[contract.type]:
        raise ValidationError({"subtype": _("This contract type has no such subtype.")})
    _check_days(contract)
    _check_payment(contract)


def _check_days(contract: Contract) -> None:
    if contract.written == Written.HERE:
        if contract.signed_on is not None:
            raise ValidationError({"signed_on": _("The day comes with the signatures.")})
    elif contract.signed_on is None:
        raise ValidationError({"signed_on": _("Say on which day it was signed.")})
    else:
        signed_on_check(contract)
    starts, ends = contract.starts_on, contract.ends_on
    if starts and ends and ends < starts:
        raise ValidationError({"ends_on": _("It ends before it begins.")})


def signed_on_check(contract: Contract) -> None:
    """A contract is signed after its talks were opened, and not tomorrow. Raises ValidationError."""
    assert contract.signed_on is not None
    if contract.signed_on > timezone.localdate() + timedelta(days=1):
        raise ValidationError({"signed_on": _("The signing date lies in the future.")})
    opened = timezone.localdate(contract.deal.created_at)
    if contract.signed_on < opened:
        raise ValidationError(
            {
                "signed_on": _("The talks were opened on %(day)s; the contract is signed later.")
                % {"day": dates.day(opened)}
            }
        )


def _check_payment(contract: Contract) -> None:
    missing = {}
    if contract.payment_form in WITH_ROYALTY:
        if contract.royalty_percent is None:
            missing["royalty_percent"] = _("Say how many percent the royalty is.")
        if not contract.royalty_base:
            missing["royalty_base"] = _("Choose what the royalty is counted on.")
    if contract.payment_form == PaymentForm.ENTRY_ROYALTY and not contract.entry_fee:
        missing["entry_fee"] = _("Say how high the entry fee is.")
    if missing:
        raise ValidationError(missing)
    if contract.entry_fee is not None and contract.entry_fee > contract.amount:
        raise ValidationError({"entry_fee": _("The entry fee is more than the contract amount.")})
