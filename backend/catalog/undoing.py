"""Takes back what an import did to a listing, unless somebody worked on it since."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from backend.core.lifecycles import advance
from backend.core.outbox import publish

from .events import ListingRevised
from .lifecycle import LISTING, listing_locked
from .models import Status
from .services import audience_write, rows_write
from .services.market import off_market
from .validation import apply_and_validate
from .versions import listing_values, said_keep, said_now

_BROUGHT = (Status.PUBLISHED, Status.SUBMITTED)  # how an import leaves what it brings


def import_of_listing_undo(
    *, actor_id: int, listing_id: int, revision: int, before: dict[str, Any] | None, was_on: bool
) -> bool:
    """Take a new listing off the market, or back from the office, or let a changed one say again what
    it said ``before``.

    Whether it was done: what was changed, contracted or ended since stays. A new one gives its external
    id back, so that a mended file can bring it again. Rights are the caller's.
    """
    with transaction.atomic():
        listing = listing_locked(listing_id)
        if listing.revision != revision or listing.status not in _BROUGHT:
            return False
        if before is not None:
            said = said_now(listing)
            try:
                checked = apply_and_validate(listing, listing_values(before))
            except ValidationError:  # a day that has passed since, say
                return False
            listing.revision += 1
            listing.document_version += 1
            listing.changed_by_id = actor_id
            listing.save()
            rows_write(checked)
            said_keep(checked.listing, checked.values(), said)
            publish(
                ListingRevised(listing_id=listing.pk, revision=listing.revision, published=was_on),
                actor_id=actor_id,
            )
        else:
            listing.external_id = ""
        if listing.status == Status.SUBMITTED:
            advance(LISTING, "recall", listing, actor_id=actor_id)
        elif not was_on:
            listing.closing_note = _("Its import was undone.")
            off_market(listing)
            advance(LISTING, "withdraw", listing, actor_id=actor_id)
        audience_write(listing)
    return True
