"""Reads of programmes."""

from .money import (
    Funds,
    Usable,
    funds_of,
    granted_to,
    lessening,
    reliefs_by_vouchers,
    usable_on,
    voucher_account,
)
from .providers import Recognised, provider_for, providers_of
from .reading import (
    contracts_for_vouchers,
    programme_found,
    programmes_known,
    received_publicly,
    redemption_found,
    redemptions_known,
    support_found,
    support_held,
    supports_known,
    version_now,
    voucher_found,
    vouchers_known,
)

__all__ = [
    "Funds",
    "Recognised",
    "Usable",
    "contracts_for_vouchers",
    "funds_of",
    "granted_to",
    "lessening",
    "programme_found",
    "programmes_known",
    "provider_for",
    "providers_of",
    "received_publicly",
    "redemption_found",
    "redemptions_known",
    "reliefs_by_vouchers",
    "support_found",
    "support_held",
    "supports_known",
    "usable_on",
    "version_now",
    "voucher_account",
    "voucher_found",
    "vouchers_known",
]
