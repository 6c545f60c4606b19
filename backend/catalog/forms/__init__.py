"""Forms of listings."""

from .acts import BrokerForm, MarketFilterForm, WithdrawForm
from .building import FORMS
from .listing import ListingForm

__all__ = [
    "FORMS",
    "BrokerForm",
    "ListingForm",
    "MarketFilterForm",
    "WithdrawForm",
]
