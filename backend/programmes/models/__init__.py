"""Programmes, applications, vouchers and their uses, recognised providers."""

from .programmes import Programme, ProgrammeVersion, Provider
from .supports import Approval, Evidence, Support
from .vouchers import Redemption, Verdict, Voucher

__all__ = [
    "Approval",
    "Evidence",
    "Programme",
    "ProgrammeVersion",
    "Provider",
    "Redemption",
    "Support",
    "Verdict",
    "Voucher",
]
