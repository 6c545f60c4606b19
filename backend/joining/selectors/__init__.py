"""Reads of joining, registering and suspending."""

from .applications import (
    application_known_to,
    applications_known_to,
    applications_waiting,
    evidence_ready,
    organisation_standing,
    organisations_overseen,
    suspension_running,
)
from .requests import (
    addresses_proved,
    domain_proving,
    domains_above,
    domains_of,
    domains_waiting,
    organisation_to_join,
    organisations_to_join,
    request_known_to,
    requests_known_to,
    requests_own,
    requests_waiting,
)

__all__ = [
    "addresses_proved",
    "application_known_to",
    "applications_known_to",
    "applications_waiting",
    "domain_proving",
    "domains_above",
    "domains_of",
    "domains_waiting",
    "evidence_ready",
    "organisation_standing",
    "organisation_to_join",
    "organisations_overseen",
    "organisations_to_join",
    "request_known_to",
    "requests_known_to",
    "requests_own",
    "requests_waiting",
    "suspension_running",
]
