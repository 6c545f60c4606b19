"""Answers of the catalogue to its own events and to members who leave."""

from __future__ import annotations

from backend.accounts.duties import BINDING
from backend.accounts.events import MemberLeft
from backend.accounts.selectors import actors_of, members_with_duty
from backend.core.notices import notice_send
from backend.joining.events import OrganisationReinstated, OrganisationSuspended

from .events import (
    ListingApproved,
    ListingBrokerNamed,
    ListingContracted,
    ListingReturned,
    ListingsImported,
    ListingSubmitted,
)
from .models import Listing
from .notices import APPROVED, BROKER_NAMED, CONTRACTED, IMPORTED, RETURNED, SUBMITTED
from .services import listings_follow_owner, listings_hand_over


def import_notify(event: ListingsImported, event_id: int) -> None:
    """One summary instead of a flood."""
    people = members_with_duty(event.organisation_id, *BINDING)
    notice_send(
        IMPORTED,
        readers=actors_of(people.values_list("pk", flat=True)),
        about=event.organisation_id,
        payload={
            "kind": event.kind,
            "imported": event.imported,
            "unchanged": event.unchanged,
            "refused": event.refused,
        },
        key=f"event:{event_id}",
    )


def member_replace(event: MemberLeft, event_id: int) -> None:
    """Somebody who left answers for no listing any more, as contact or as broker."""
    listings_hand_over(organisation_id=event.organisation_id, user_id=event.user_id)


def listings_follow_standing(
    event: OrganisationSuspended | OrganisationReinstated, event_id: int
) -> None:
    """What a suspended organisation lists is for itself alone."""
    listings_follow_owner(organisation_id=event.organisation_id)


def broker_named_notify(event: ListingBrokerNamed, event_id: int) -> None:
    """The broker has a listing to accompany."""
    notice_send(
        BROKER_NAMED,
        readers=actors_of([event.broker_id]),
        about=event.listing_id,
        key=f"event:{event_id}",
    )


def submitted_notify(event: ListingSubmitted, event_id: int) -> None:
    """The office decides; nobody on what is his own."""
    listing = Listing.objects.get(pk=event.listing_id)
    office = members_with_duty(listing.owner_id, *listing.type.listed_by.duties)
    people = office.exclude(pk=listing.contact_id).values_list("pk", flat=True)
    notice_send(SUBMITTED, readers=actors_of(people), about=listing.pk, key=f"event:{event_id}")


def decision_notify(event: ListingApproved | ListingReturned, event_id: int) -> None:
    """Who submitted it learns what the office decided, and why."""
    listing = Listing.objects.get(pk=event.listing_id)
    kind = RETURNED if isinstance(event, ListingReturned) else APPROVED
    notice_send(
        kind,
        readers=actors_of([listing.contact_id]),
        about=listing.pk,
        payload={"note": getattr(event, "note", "")},
        key=f"event:{event_id}",
    )


def need_contracted_notify(event: ListingContracted, event_id: int) -> None:
    """Its authors close it as solved, or look for more partners."""
    need = Listing.objects.get(pk=event.listing_id)
    authors = members_with_duty(need.owner_id, *BINDING).values_list("pk", flat=True)
    notice_send(
        CONTRACTED,
        readers=actors_of({*authors, need.contact_id}),
        about=need.pk,
        key=f"event:{event_id}",
    )
