"""Who is told of tickets and reports, and whose turn it is."""

from __future__ import annotations

from backend.accounts.duties import BINDING
from backend.accounts.selectors import actors_of, members_with_duty
from backend.conversation.events import MessageWritten
from backend.core.notices import notice_send
from backend.core.selectors import event_actor

from .events import ListingReported, ReportDismissed, ReportUpheld, TicketClosed, TicketOpened
from .models import Report, Ticket
from .notices import CLOSED, DECIDED, MODERATED, OPENED, REPORTED
from .selectors import operators
from .services import ticket_follow_message


def ticket_opened_notify(event: TicketOpened, event_id: int) -> None:
    """Operators answer."""
    notice_send(
        OPENED, readers=actors_of(operators()), about=event.ticket_id, key=f"event:{event_id}"
    )


def ticket_closed_notify(event: TicketClosed, event_id: int) -> None:
    """Who asked, unless they closed it themselves."""
    ticket = Ticket.objects.get(pk=event.ticket_id)
    people = {ticket.person_id} - {event_actor(event_id)}
    notice_send(CLOSED, readers=actors_of(people), about=ticket.pk, key=f"event:{event_id}")


def ticket_turn(event: MessageWritten, event_id: int) -> None:
    """What is said in a ticket says whose turn it is."""
    author_id = event_actor(event_id)
    if event.about == Ticket.SUBJECT and author_id is not None:
        ticket_follow_message(ticket_id=event.about_id, author_id=author_id)


def listing_reported_notify(event: ListingReported, event_id: int) -> None:
    """Operators decide."""
    notice_send(
        REPORTED, readers=actors_of(operators()), about=event.report_id, key=f"event:{event_id}"
    )


def report_decided_notify(event: ReportUpheld | ReportDismissed, event_id: int) -> None:
    """Who reported it reads what came of it; the owner why the listing is off the market."""
    report = Report.objects.select_related("listing").get(pk=event.report_id)
    notice_send(
        DECIDED,
        readers=actors_of([report.reporter_id]),
        about=report.pk,
        key=f"event:{event_id}",
    )
    if isinstance(event, ReportUpheld):
        owners = members_with_duty(report.listing.owner_id, *BINDING).values_list("pk", flat=True)
        notice_send(
            MODERATED,
            readers=actors_of({*owners, report.listing.contact_id}),
            about=report.listing_id,
            payload={"why": report.decision_note},
            key=f"event:{event_id}:owner",
        )
