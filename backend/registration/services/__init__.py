"""Writes of registration."""

from collections.abc import Callable
from typing import Any

from .applying import (
    registration_begin,
    registration_discard,
    registration_enclose,
    registration_enclose_copy,
    registration_object,
    registration_renew,
    registration_submit,
    registration_take_back,
    registration_write,
)
from .changing import CHANGE_SERVICES, change_note, change_report, change_return
from .deciding import (
    registration_dispute,
    registration_recognise,
    registration_refuse,
    registration_register,
    registration_return,
    registration_revoke,
)
from .importing import ExtractRow, extract_import
from .outside import (
    OUTSIDE_SERVICES,
    outside_count,
    outside_dismiss,
    outside_report,
    outside_return,
)

SERVICES: dict[str, Callable[..., Any]] = {
    "write": registration_write,
    "submit": registration_submit,
    "take_back": registration_take_back,
    "discard": registration_discard,
    "object": registration_object,
    "renew": registration_renew,
    "recognise": registration_recognise,
    "register": registration_register,
    "return": registration_return,
    "dispute": registration_dispute,
    "refuse": registration_refuse,
    "revoke": registration_revoke,
}

__all__ = [
    "CHANGE_SERVICES",
    "OUTSIDE_SERVICES",
    "SERVICES",
    "ExtractRow",
    "change_note",
    "change_report",
    "change_return",
    "extract_import",
    "outside_count",
    "outside_dismiss",
    "outside_report",
    "outside_return",
    "registration_begin",
    "registration_discard",
    "registration_dispute",
    "registration_enclose",
    "registration_enclose_copy",
    "registration_object",
    "registration_recognise",
    "registration_refuse",
    "registration_register",
    "registration_renew",
    "registration_return",
    "registration_revoke",
    "registration_submit",
    "registration_take_back",
    "registration_write",
]
