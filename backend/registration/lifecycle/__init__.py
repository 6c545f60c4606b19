"""The tables of states: of registrations, of changes reported to them, of contracts from elsewhere."""

from .changes import CHANGE_REPORT
from .outside import OUTSIDE
from .registrations import REGISTRATION, facts_of, registration_locked

__all__ = ["CHANGE_REPORT", "OUTSIDE", "REGISTRATION", "facts_of", "registration_locked"]
