"""Forms of listings."""

from .acts import BrokerForm, MarketFilterForm, WithdrawForm
from .kinds import FORMS, AchievementForm, ExpertForm, NeedForm, OrganisationForm
from .listing import ListingForm

__all__ = [
    "FORMS",
    "AchievementForm",
    "BrokerForm",
    "ExpertForm",
    "ListingForm",
    "MarketFilterForm",
    "NeedForm",
    "OrganisationForm",
    "WithdrawForm",
]
