"""Who is told of claims and wishes."""

from __future__ import annotations

from backend.accounts.models import Duty, Organisation
from backend.accounts.regions import path_to
from backend.accounts.selectors import actors_of, members_with_duty, memberships_with_duty
from backend.core.notices import notice_send

from .events import (
    ClaimApproved,
    ClaimDeclined,
    ProfileClaimed,
    WishAnswered,
    WishDeclined,
    WishMade,
    WishTaken,
)
from .models import Claim, Wish
from .notices import CLAIM_DECIDED, CLAIMED, WISH_MOVED, WISHED
from .rules import EDIT


def profile_claimed_notify(event: ProfileClaimed, event_id: int) -> None:
    """The office of the institution."""
    claim = Claim.objects.select_related("expert").get(pk=event.claim_id)
    office = members_with_duty(claim.expert.owner_id, Duty.UNIVERSITY_OFFICE)
    people = set(office.values_list("pk", flat=True))
    notice_send(CLAIMED, readers=actors_of(people), about=claim.pk, key=f"event:{event_id}")


def claim_decided_notify(event: ClaimApproved | ClaimDeclined, event_id: int) -> None:
    """Who claimed."""
    claim = Claim.objects.get(pk=event.claim_id)
    notice_send(
        CLAIM_DECIDED,
        readers=actors_of({claim.user_id}),
        about=claim.pk,
        payload={"approved": isinstance(event, ClaimApproved)},
        key=f"event:{event_id}",
    )


def talent_wish_made_notify(event: WishMade, event_id: int) -> None:
    """Officers of the units in whose region the firm lies."""
    wish = Wish.objects.select_related("organisation").get(pk=event.talent_wish_id)
    units = Organisation.objects.filter(
        region__in=path_to(wish.organisation.region), unit_kind__in=EDIT.units
    )
    officers = memberships_with_duty(Duty.REGIONAL_OFFICER).filter(organisation__in=units)
    people = set(officers.values_list("user_id", flat=True))
    notice_send(WISHED, readers=actors_of(people), about=wish.pk, key=f"event:{event_id}")


def talent_wish_moved_notify(event: WishTaken | WishAnswered | WishDeclined, event_id: int) -> None:
    """Who wished."""
    wish = Wish.objects.get(pk=event.talent_wish_id)
    notice_send(
        WISH_MOVED,
        readers=actors_of({wish.made_by_id}),
        about=wish.pk,
        payload={"what": event.name},
        key=f"event:{event_id}",
    )
