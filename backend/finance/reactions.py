"""Who is told of wishes."""

from __future__ import annotations

from backend.accounts.models import Duty, Organisation, UnitKind
from backend.accounts.regions import beginning_of
from backend.accounts.selectors import actors_of, members_with_duty
from backend.core.notices import notice_send

from . import notices
from .events import WhiteListPublished, WishAnswered, WishDeclined, WishMade
from .models import Answer, WhiteList


def wish_made_notify(event: WishMade, event_id: int) -> None:
    """Officers of science bureaus over the firm's region check the credit."""
    firm = Organisation.objects.get(pk=event.firm_id)
    units = Organisation.objects.filter(
        unit_kind=UnitKind.SCIENCE, region__startswith=firm.region[:2]
    )
    people: set[int] = set()
    for unit in units:
        if firm.region.startswith(beginning_of(unit.region)):
            members = members_with_duty(unit.pk, Duty.REGIONAL_OFFICER)
            people |= set(members.values_list("pk", flat=True))
    notice_send(
        notices.MADE, readers=actors_of(people), about=event.wish_id, key=f"event:{event_id}"
    )


def wish_declined_notify(event: WishDeclined, event_id: int) -> None:
    """The firm reads why."""
    notice_send(
        notices.DECLINED,
        readers=actors_of(_members(event.firm_id)),
        about=event.wish_id,
        key=f"event:{event_id}",
    )


def white_list_notify(event: WhiteListPublished, event_id: int) -> None:
    """Each bank that has not answered a wish yet."""
    made = WhiteList.objects.get(pk=event.white_list_id)
    for wish in made.wishes.order_by("pk"):
        answered = Answer.objects.filter(wish=wish).values("bank_id")
        people: set[int] = set()
        for bank in made.banks.exclude(pk__in=answered):
            members = members_with_duty(bank.pk, Duty.SERVICE_MEMBER)
            people |= set(members.values_list("pk", flat=True))
        notice_send(
            notices.LISTED,
            readers=actors_of(people),
            about=wish.pk,
            key=f"event:{event_id}:{wish.pk}",
        )


def wish_answered_notify(event: WishAnswered, event_id: int) -> None:
    """The firm."""
    notice_send(
        notices.ANSWERED,
        readers=actors_of(_members(event.firm_id)),
        about=event.wish_id,
        key=f"event:{event_id}",
    )


def _members(firm_id: int) -> list[int]:
    found = members_with_duty(firm_id, Duty.ENTERPRISE_MEMBER)
    return list(found.values_list("pk", flat=True))
