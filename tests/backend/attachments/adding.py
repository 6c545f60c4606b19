"""Adding files in tests."""

from __future__ import annotations

from backend.attachments.models import Attachment
from backend.attachments.services import attachment_add
from backend.catalog.models import Listing
from tests.backend.attachments.samples import upload
from tests.factories import actor


def add(listing: Listing, by: object, *, tier: str = "details", **more: object) -> Attachment:
    return attachment_add(
        actor=actor(by),  # type: ignore[arg-type]
        subject="listing",
        subject_id=listing.pk,
        upload=more.pop("upload", None) or upload(),  # type: ignore[arg-type]
        tier=tier,
        **more,  # type: ignore[arg-type]
    )
