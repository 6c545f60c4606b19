"""What is kept of a person, and what stands against closing an account.

A copy holds what a person said, chose and was told, whole; of what belongs to organisations it names
the person's part in it, and no more: a contract is not its drafter's to carry away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import QuerySet
from django.urls import reverse

from backend.accounts.actors import Actor
from backend.accounts.models import ApiToken, Membership, User
from backend.catalog.models import Listing, Status
from backend.conversation.models import Message
from backend.core.models import ArchivedEvent, Event
from backend.deals.models import DealPerson, Stage
from backend.following.models import Follow, SavedSearch
from backend.helpdesk.models import Ticket
from backend.supermarket.models import Favourite
from backend.tasks.models import Task
from notifications import facade as notifications

LIVE = (Status.DRAFT, Status.PUBLISHED, Status.CONTRACTED)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something running that a person answers for: what it is called, and its page."""

    title: str
    url: str


def person_data(actor: Actor) -> dict[str, list[Row]]:
    """All that is kept of the person who asks: part → rows of plain values, oldest first."""
    person = actor.person
    return {
        "account": _rows(
            User.objects.filter(pk=person),
            "email", "name", "phone", "position", "language", "created_at", "last_login",
        ),
        "addresses": _rows(EmailAddress.objects.filter(user=person), "email", "verified", "primary"),
        "sign_in": _rows(
            Authenticator.objects.filter(user=person), "type", "created_at", "last_used_at"
        ),
        "accounts_elsewhere": _rows(
            SocialAccount.objects.filter(user=person), "provider", "date_joined", "last_login"
        ),
        "tokens": _rows(
            ApiToken.objects.filter(user=person), "name", "hint", "created_at", "last_used_at"
        ),
        "memberships": [
            row | {"duties": sorted(duties)} for row, duties in _memberships(person)
        ],
        "listings": _rows(
            Listing.objects.filter(contact=person), "id", "kind", "title", "status", "created_at"
        ),
        "deals": _rows(
            DealPerson.objects.filter(user=person), "deal__number", "duty", "created_at"
        ),
        "messages": _rows(
            Message.objects.filter(author=person), "text", "created_at", "edited_at", "withdrawn_at"
        ),
        "tasks": _rows(Task.objects.filter(person=person), "what", "due_on", "state", "created_at"),
        "saved_searches": _rows(
            SavedSearch.objects.filter(user=person),
            "name", "question__text", "kind", "field", "industry", "region", "trl", "frequency",
        ),
        "favourites": _rows(Favourite.objects.filter(user=person), "listing", "note", "created_at"),
        "tickets": _rows(Ticket.objects.filter(person=person), "id", "state", "created_at"),
        "follows": _rows(
            Follow.objects.filter(user=person), "listing", "organisation", "chain", "created_at"
        ),
        **_notices(person),
        "acts": [*_acts(ArchivedEvent.objects, person), *_acts(Event.objects, person)],
    }  # fmt: skip


def obstacles_to_closing(actor: Actor) -> list[Obstacle]:
    """What is running and would be left without its person, oldest first."""
    listings = Listing.objects.filter(contact=actor.person, status__in=LIVE).order_by("pk")
    deals = (
        DealPerson.objects.filter(user=actor.person)
        .exclude(deal__stage__in=(Stage.CLOSED, Stage.LOST))
        .select_related("deal")
        .order_by("deal_id")
    )
    found = {each.deal_id: each.deal for each in deals}
    return [
        *(Obstacle(one.title, reverse("listing", args=[one.pk])) for one in listings),
        *(
            Obstacle(f"{deal.number} {deal.title}", reverse("deal", args=[deal.pk]))
            for deal in found.values()
        ),
    ]


def _memberships(person: int) -> Iterable[tuple[Row, list[str]]]:
    rows = Membership.objects.filter(user=person).select_related("organisation").order_by("pk")
    for row in rows.prefetch_related("duties"):
        told = {
            "organisation": row.organisation.name,
            "active": row.active,
            "created_at": _plain(row.created_at),
        }
        yield told, [each.duty for each in row.duties.all()]


def _acts(events: Any, person: int) -> list[Row]:
    """What the person did, by name and subject; what was said with it belongs to the subject."""
    found = events.filter(actor_id=person).order_by("pk")
    return _rows(found, "name", "subject", "subject_id", "occurred_at", by=None)


def _notices(person: int) -> dict[str, list[Row]]:
    parts = notifications.person_told(person)
    return {
        part: [{name: _plain(value) for name, value in row.items()} for row in rows]
        for part, rows in parts.items()
    }


def _rows(found: QuerySet[Any], *fields: str, by: str | None = "pk") -> list[Row]:
    ordered = found.order_by(by) if by else found
    return [{name: _plain(value) for name, value in row.items()} for row in ordered.values(*fields)]


def _plain(value: object) -> object:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    return value if isinstance(value, (str, int, float, bool, list, type(None))) else str(value)
