"""Who is told of sittings."""

from __future__ import annotations

from backend.accounts.selectors import actors_of
from backend.catalog.models import Listing
from backend.core.notices import notice_send
from backend.refining.selectors import people_owning

from .events import SittingClosed, SittingOpened
from .models import Sitting
from .notices import DECIDED, OPENED
from .selectors import members_of_panel


def sitting_opened_notify(event: SittingOpened, event_id: int) -> None:
    """The members give their verdicts."""
    sitting = Sitting.objects.select_related("panel").get(pk=event.sitting_id)
    members = members_of_panel(sitting.panel).values_list("user_id", flat=True)
    notice_send(OPENED, readers=actors_of(members), about=sitting.pk, key=f"event:{event_id}")


def sitting_closed_notify(event: SittingClosed, event_id: int) -> None:
    """Each owner learns what was decided of his need."""
    sitting = Sitting.objects.get(pk=event.sitting_id)
    for row in sitting.rows:
        listing = Listing.objects.filter(pk=row["listing_id"]).first()
        if listing is not None:
            notice_send(
                DECIDED,
                readers=actors_of(people_owning(listing)),
                about=sitting.pk,
                payload={"decision": row["decision"], "title": row["title"]},
                key=f"event:{event_id}:{listing.pk}",
            )
