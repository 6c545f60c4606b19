"""Tables of registration."""

from .outside import Extract, OutsideContract
from .registrations import (
    CHINA,
    NUMBER,
    ChangeReport,
    Enclosure,
    RefusalReason,
    Registration,
    ReturnReason,
    RevocationReason,
)

__all__ = [
    "CHINA",
    "NUMBER",
    "ChangeReport",
    "Enclosure",
    "Extract",
    "OutsideContract",
    "RefusalReason",
    "Registration",
    "ReturnReason",
    "RevocationReason",
]
