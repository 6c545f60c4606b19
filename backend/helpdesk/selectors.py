"""Reads of tickets, reports, the audit trail and the platform's own figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.accounts.models import Duty, Organisation, User
from backend.accounts.selectors import memberships_with_duty, on_market
from backend.catalog.models import Listing, Status
from backend.contracts.models import Contract
from backend.contracts.selectors import contracts_signed
from backend.core.errors import NotFound, NotPermitted
from backend.core.models import ArchivedEvent, Event, Fact
from backend.core.money_fields import Currency
from backend.deals.models import Deal, Stage
from backend.joining.selectors import applications_waiting

from . import rules
from .models import Report, Ticket

LATELY = timedelta(days=30)


def tickets_known_to(actor: Actor) -> QuerySet[Ticket]:
    """One's own; all of them to operators, newest first."""
    found = Ticket.objects.select_related("person", "organisation").order_by("-pk")
    if rules.ANSWER.allows(actor, None):
        return found
    return found.filter(person_id=actor.user_id) if actor.signed_in else found.none()


def ticket_known_to(actor: Actor, ticket_id: int) -> Ticket:
    """One of them. Raises NotFound, also where the actor may not know of it."""
    found = tickets_known_to(actor).filter(pk=ticket_id).first()
    if found is None:
        raise NotFound(_("There is no such ticket, or you may not see it."))
    return found


def tickets_waiting() -> QuerySet[Ticket]:
    """What the platform should answer, oldest first."""
    waiting = Ticket.objects.filter(state=Ticket.State.ASKED)
    return waiting.select_related("person", "organisation").order_by("updated_at", "pk")


def operators() -> set[int]:
    """The ids of the platform's people."""
    return set(memberships_with_duty(Duty.OPERATOR).values_list("user_id", flat=True))


def reports_known_to(actor: Actor) -> QuerySet[Report]:
    """One's own; all of them to operators, newest first."""
    found = Report.objects.select_related("listing__owner", "reporter", "decided_by")
    found = found.order_by("-pk")
    if rules.DECIDE.allows(actor, None):
        return found
    return found.filter(reporter_id=actor.user_id) if actor.signed_in else found.none()


def report_known_to(actor: Actor, report_id: int) -> Report:
    """One of them. Raises NotFound, also where the actor may not know of it."""
    found = reports_known_to(actor).filter(pk=report_id).first()
    if found is None:
        raise NotFound(_("There is no such report, or you may not see it."))
    return found


def reports_waiting() -> QuerySet[Report]:
    """What an operator should decide on, oldest first."""
    waiting = Report.objects.filter(state=Report.State.OPEN)
    return waiting.select_related("listing__owner", "reporter").order_by("pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditSearch:
    """What is looked for; what is empty narrows nothing. ``day`` is of the platform's calendar."""

    person: str = ""
    subject: str = ""
    subject_id: int | None = None
    event: str = ""
    day: date | None = None
    archive: bool = False


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One event; ``who`` is None where the platform itself acted."""

    event: Fact
    who: User | None


def audit_search(*, actor: Actor, search: AuditSearch) -> QuerySet[Any]:
    """Events that fit, newest first. Raises NotPermitted for whoever is no operator."""
    if not rules.AUDIT.allows(actor, None):
        raise NotPermitted(_("Only operators search the audit trail."))
    table: Any = ArchivedEvent if search.archive else Event
    found = table.objects.order_by("-occurred_at", "-pk")
    if search.person:
        named = Q(name__icontains=search.person) | Q(email__icontains=search.person)
        found = found.filter(actor_id__in=User.objects.filter(named).values("pk"))
    if search.subject:
        found = found.filter(subject=search.subject)
    if search.subject_id is not None:
        found = found.filter(subject_id=search.subject_id)
    if search.event:
        found = found.filter(name__startswith=search.event)
    if search.day is not None:
        begins = timezone.make_aware(datetime.combine(search.day, time.min))
        found = found.filter(occurred_at__gte=begins, occurred_at__lt=begins + timedelta(days=1))
    return found


def audit_rows(events: Iterable[Fact]) -> list[AuditRow]:
    """A page of events with who did them."""
    events = list(events)
    people = User.objects.in_bulk({event.actor_id for event in events if event.actor_id})
    return [AuditRow(event, people.get(event.actor_id or 0)) for event in events]


@dataclass(frozen=True, slots=True)
class Business:
    """How the marketplace does; ``lately`` is the last 30 days, ``amount`` in yuan."""

    organisations: int
    waiting: int
    listings: int
    talks: int
    talks_lately: int
    contracts: int
    contracts_lately: int
    amount: Decimal


def business() -> Business:
    """The operator's figures, from tables."""
    since = timezone.now() - LATELY
    signed = contracts_signed()
    running = Deal.objects.exclude(stage__in=[Stage.CLOSED, Stage.LOST])
    yuan = signed.filter(currency=Currency.CNY).aggregate(total=Sum("amount"))["total"]
    verified = Organisation.objects.filter(on_market())
    return Business(
        organisations=verified.count(),
        waiting=applications_waiting().count(),
        listings=Listing.objects.filter(status=Status.PUBLISHED).count(),
        talks=running.count(),
        talks_lately=Deal.objects.filter(created_at__gte=since).count(),
        contracts=signed.count(),
        contracts_lately=_signed_since(signed, since),
        amount=yuan or Decimal(0),
    )


def _signed_since(signed: QuerySet[Contract], since: datetime) -> int:
    return signed.filter(signed_at__gte=since).count()
