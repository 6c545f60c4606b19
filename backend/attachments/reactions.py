"""What follows from files."""

from __future__ import annotations

from .events import AttachmentAdded
from .services import attachment_check


def attachment_scan(event: AttachmentAdded, event_id: int) -> None:
    """A file that waits in quarantine is checked; a scanner that is down is waited for."""
    attachment_check(attachment_id=event.attachment_id)
