"""People, organisations, who belongs where, and tokens that act for people."""

from .people import (
    DUTIES_OF_KIND,
    INVITED_FOR,
    Duty,
    Invitation,
    LocalRegion,
    Membership,
    MembershipDuty,
    Organisation,
    UnitKind,
    User,
)
from .tokens import ApiToken

__all__ = [
    "DUTIES_OF_KIND",
    "INVITED_FOR",
    "ApiToken",
    "Duty",
    "Invitation",
    "LocalRegion",
    "Membership",
    "MembershipDuty",
    "Organisation",
    "UnitKind",
    "User",
]
