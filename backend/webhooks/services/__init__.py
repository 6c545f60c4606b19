"""Writes of webhooks: setting them up, noting what happens, telling it."""

from .endpoints import (
    endpoint_add,
    endpoint_change,
    endpoint_disable,
    endpoint_enable,
    endpoint_remove,
    secret_rotate,
)
from .noting import message_resend, occurrence_note, occurrences_prune, test_send
from .sending import messages_send

__all__ = [
    "endpoint_add",
    "endpoint_change",
    "endpoint_disable",
    "endpoint_enable",
    "endpoint_remove",
    "message_resend",
    "messages_send",
    "occurrence_note",
    "occurrences_prune",
    "secret_rotate",
    "test_send",
]
