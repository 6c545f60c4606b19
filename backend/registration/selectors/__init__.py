"""Reads of registrations and of contracts registered elsewhere."""

from .duplicates import Twin, twin_of, yuan
from .outside import outside_readable_by, outsides_readable_by
from .reading import (
    REGISTERABLE,
    Unregistered,
    registered,
    registration_of_contract,
    registration_readable_by,
    registrations_readable_by,
    registrations_with,
    registries_for,
    unregistered_of,
)

__all__ = [
    "REGISTERABLE",
    "Twin",
    "Unregistered",
    "outside_readable_by",
    "outsides_readable_by",
    "registered",
    "registration_of_contract",
    "registration_readable_by",
    "registrations_readable_by",
    "registrations_with",
    "registries_for",
    "twin_of",
    "unregistered_of",
    "yuan",
]
