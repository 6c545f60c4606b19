"""The lists that the ledger's rows choose from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OwnerKind(TextChoices):
    ORGANISATION = "organisation", _("Organisation")
    USER = "user", _("Person")
    PLATFORM = "platform", _("The platform")


class Bound(TextChoices):
    """What an account must not do, what is reserved counted in."""

    NONE = "none", _("No bound")
    DEBITS = "debits_must_not_exceed_credits", _("Never below zero")
    CREDITS = "credits_must_not_exceed_debits", _("Never above zero")


class Purpose(TextChoices):
    """What an account is for."""

    PAID = "paid", _("Payments made")  # below zero by what its owner paid and did not get back
    CLEARING = "clearing", _("Held at the payment provider")
    PAYABLE = "payable", _("Owed, not paid out yet")
    REVENUE = "revenue", _("Received")
    FEES = "fees", _("Platform fees")
    PROVIDER_FEES = "provider_fees", _("Fees of the payment provider")
    COMMISSION = "commission", _("Commission")
    SHARE = "share", _("Shares of inventors")
    DISPUTED = "disputed", _("Held back by a dispute")
    WRITE_OFF = "write_off", _("Written off")
    RESERVED = "reserved", pgettext_lazy("purpose", "Reserved")
    VOUCHER = "voucher", _("Voucher")
    FUNDING = "funding", _("Funds granted")  # below zero by what its owner gave


# What is no claim on anybody cannot be overdrawn; of what was paid in, no more is given back.
BOUNDS: dict[str, Bound] = {
    Purpose.PAID: Bound.CREDITS,
    Purpose.FUNDING: Bound.CREDITS,
    Purpose.CLEARING: Bound.DEBITS,
    Purpose.DISPUTED: Bound.DEBITS,
    Purpose.RESERVED: Bound.DEBITS,
    Purpose.VOUCHER: Bound.DEBITS,
}


_DETAILS: dict[str, Any] = {}


def details_register(names: Mapping[str, Any]) -> None:
    """Say how the details of accounts are called: ways to pay, by their names."""
    _DETAILS.update(names)


def detail_label(detail: str) -> str:
    """A detail in words; as it stands where nobody named it."""
    return str(_DETAILS.get(detail, detail))


class EntryKind(TextChoices):
    """Why money moves: of a journal, and of each entry in it."""

    PAYMENT = "payment", _("Payment")
    SETTLEMENT = "settlement", _("Settlement")
    FEE = "fee", _("Platform fee")
    PROVIDER_FEE = "provider_fee", _("Fee of the payment provider")
    COMMISSION = "commission", _("Commission")
    SHARE = "share", _("Inventor's share")
    PAYOUT = "payout", _("Payout")
    REFUND = "refund", _("Refund")
    DISPUTE = "dispute", _("Dispute")
    DISPUTE_FEE = "dispute_fee", _("Fee of a dispute")
    WRITE_OFF = "write_off", _("Write-off")
    CORRECTION = "correction", _("Correction")
    VOUCHER = "voucher", _("Voucher")
    SUBSIDY = "subsidy", _("Subsidy")
    TRANSFER = "transfer", pgettext_lazy("kind of entry", "Transfer")
