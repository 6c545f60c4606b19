"""What follows from files."""

from __future__ import annotations

from backend.accounts.selectors import actors_of
from backend.core.notices import notice_send
from backend.core.subjects import subject_type

from .events import AttachmentAdded
from .models import Attachment
from .notices import ADDED
from .services import attachment_check


def attachment_scan(event: AttachmentAdded, event_id: int) -> None:
    """A file that waits in quarantine is checked; a scanner that is down is waited for."""
    attachment_check(attachment_id=event.attachment_id)


def attachment_notify(event: AttachmentAdded, event_id: int) -> None:
    """Those who take part in what the file hangs on, but for who added it."""
    added_by_id = Attachment.objects.values_list("added_by_id", flat=True).get(
        pk=event.attachment_id
    )
    people = set(subject_type(event.hangs_on).people(event.hangs_on_id))
    notice_send(
        ADDED,
        readers=actors_of(people - {added_by_id}),
        about=event.attachment_id,
        key=f"event:{event_id}",
    )
