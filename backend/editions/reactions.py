"""Who is told of catalogues."""

from __future__ import annotations

from backend.accounts.selectors import actors_of
from backend.core.notices import notice_send

from .events import EditionPublished, EntryJudged
from .models import Edition, Entry
from .notices import JUDGED, PUBLISHED
from .selectors import subscribers_of


def edition_published_notify(event: EditionPublished, event_id: int) -> None:
    """Subscribers of the fields of what it recommends, and who proposed it."""
    edition = Edition.objects.get(pk=event.edition_id)
    proposed = edition.entries.filter(accepted=True).values_list("proposed_by_id", flat=True)
    notice_send(
        PUBLISHED,
        readers=actors_of({*subscribers_of(edition), *proposed}),
        about=edition.pk,
        key=f"event:{event_id}",
    )


def entry_judged_notify(event: EntryJudged, event_id: int) -> None:
    """Who proposed it, where it was not picked by who judges."""
    entry = Entry.objects.select_related("listing").get(pk=event.entry_id)
    if entry.picked or entry.accepted is None:
        return
    notice_send(
        JUDGED,
        readers=actors_of([entry.proposed_by_id]),
        about=entry.edition_id,
        payload={
            "title": entry.listing.title,
            "verdict": entry.verdict,
            "accepted": entry.accepted,
        },
        key=f"event:{event_id}",
    )
