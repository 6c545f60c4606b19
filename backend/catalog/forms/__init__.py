"""Forms of listings."""

from .acts import BrokerForm, MarketFilterForm
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
]
