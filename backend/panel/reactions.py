"""Who is told of sittings."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from backend.accounts.selectors import actors_of
from backend.catalog.events import ListingPublished
from backend.catalog.models import NOT_YET, Listing
from backend.core.notices import notice_send
from backend.refining.selectors import people_owning
from backend.tasks.services import task_require, tasks_settle

from .events import SittingClosed, SittingOpened
from .models import Decision, Sitting
from .notices import DECIDED, OPENED
from .selectors import members_of_panel
from .subjects import TO_BE_PUBLISHED

TO_PUBLISH = timedelta(days=14)


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


def sitting_tasks_set(event: SittingClosed, event_id: int) -> None:
    """What is to be published and still is a draft, its owner publishes."""
    sitting = Sitting.objects.get(pk=event.sitting_id)
    drafts = sitting.items.filter(decision=Decision.PUBLISH, listing__status__in=NOT_YET)
    for item in drafts.select_related("listing"):
        task_require(
            code=TO_BE_PUBLISHED,
            subject="listing",
            subject_id=item.listing_id,
            ends_when=TO_BE_PUBLISHED,
            organisation_id=item.listing.owner_id,
            due_on=timezone.localdate() + TO_PUBLISH,
        )


def publishing_task_settle(event: ListingPublished, event_id: int) -> None:
    """It is on the market."""
    tasks_settle(subject="listing", subject_id=event.listing_id)
