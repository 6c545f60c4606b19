"""Who takes part in deals, as brokers and members come and go."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from backend.accounts.duties import BINDING
from backend.accounts.models import Duty
from backend.accounts.selectors import members_with_duty, memberships_with_duty
from backend.deals.models import Deal, DealDuty, DealPerson
from backend.deals.stages import RUNNING


def deals_brokers_follow(*, listing_id: int) -> None:
    """Running deals over a listing have its broker in them, and no longer an earlier one."""
    about = Q(need_id=listing_id) | Q(offer_id=listing_id)
    with transaction.atomic():
        found = Deal.objects.select_for_update(of=("self",)).filter(about, stage__in=RUNNING)
        for deal in found.select_related("need", "offer").order_by("pk"):
            brokers_join(deal)


def deals_people_leave(*, organisation_id: int, user_id: int) -> None:
    """Who left an organisation stands for it in no deal any more; where a side would be left without
    anybody, a colleague who decides takes the place."""
    with transaction.atomic():
        successor = members_with_duty(organisation_id, *BINDING).order_by("pk").first()
        rows = DealPerson.objects.select_for_update(of=("self",)).filter(
            organisation_id=organisation_id, user_id=user_id
        )
        for row in rows.select_related("deal").order_by("pk"):
            row.delete()
            alone = not row.deal.people.filter(duty=row.duty).exists()
            if row.duty != DealDuty.BROKER and alone and successor is not None:
                person_join(row.deal, successor.pk, DealDuty(row.duty), organisation_id)


def brokers_join(deal: Deal) -> None:
    """The brokers of a deal are those of its listings, and who brought the two together."""
    brokers = {
        listing.broker_id
        for listing in (deal.need, deal.offer)
        if listing is not None and listing.broker_id is not None
    }
    gone = deal.people.filter(duty=DealDuty.BROKER, introduced=False)
    gone.exclude(user_id__in=brokers).delete()
    for user_id in sorted(brokers):
        broker_join(deal, user_id)


def broker_join(deal: Deal, user_id: int, *, introduced: bool = False) -> None:
    """Let a broker take part; one who ``introduced`` the two comes and goes with no listing."""
    agency = memberships_with_duty(Duty.BROKER).filter(user_id=user_id).first()
    person_join(deal, user_id, DealDuty.BROKER, agency.organisation_id if agency else None)
    if introduced:
        deal.people.filter(user_id=user_id, duty=DealDuty.BROKER).update(introduced=True)


def person_join(deal: Deal, user_id: int, duty: DealDuty, organisation_id: int | None) -> None:
    """Let somebody take part in a deal; repeatable."""
    DealPerson.objects.get_or_create(
        deal=deal, user_id=user_id, duty=duty, defaults={"organisation_id": organisation_id}
    )
