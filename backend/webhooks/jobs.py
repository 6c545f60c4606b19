"""What the schedule does for webhooks."""

from __future__ import annotations

from .services import messages_send, occurrences_prune


def webhooks_send() -> int:
    """Begin to send what is due; returns how many messages."""
    return messages_send()


def webhooks_prune() -> int:
    """Delete what is old; returns how many occurrences."""
    return occurrences_prune()
