"""Forms of listings."""

from .acts import BrokerForm, MarketFilterForm
from .building import FORMS
from .listing import ListingForm

__all__ = [
    "FORMS",
    "BrokerForm",
    "ListingForm",
    "MarketFilterForm",
]
