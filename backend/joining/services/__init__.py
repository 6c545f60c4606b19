"""Writes of joining, registering and suspending."""

from .domains import domain_claim, domain_confirm, domain_remove
from .joining import MOST_CHARACTERS, SERVICES, join_accept, join_ask, join_decline, join_withdraw
from .registering import (
    APPLICATION_SERVICES,
    application_accept,
    application_make_again,
    application_reject,
    application_withdraw,
    organisation_register,
)
from .suspending import organisation_reinstate, organisation_suspend

__all__ = [
    "APPLICATION_SERVICES",
    "MOST_CHARACTERS",
    "SERVICES",
    "application_accept",
    "application_make_again",
    "application_reject",
    "application_withdraw",
    "domain_claim",
    "domain_confirm",
    "domain_remove",
    "join_accept",
    "join_ask",
    "join_decline",
    "join_withdraw",
    "organisation_register",
    "organisation_reinstate",
    "organisation_suspend",
]
