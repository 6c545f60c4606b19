"""What happens to help tickets and to reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from backend.core.events import DomainEvent


@dataclass(frozen=True, kw_only=True)
class _OfTicket(DomainEvent):
    subject: ClassVar[str] = "ticket"
    ticket_id: int


@dataclass(frozen=True, kw_only=True)
class TicketOpened(_OfTicket):
    """Somebody asked the platform."""

    name: ClassVar[str] = "ticket.opened"


@dataclass(frozen=True, kw_only=True)
class TicketAnswered(_OfTicket):
    """The platform answered."""

    name: ClassVar[str] = "ticket.answered"


@dataclass(frozen=True, kw_only=True)
class TicketAskedAgain(_OfTicket):
    """Who asked said more."""

    name: ClassVar[str] = "ticket.asked_again"


@dataclass(frozen=True, kw_only=True)
class TicketClosed(_OfTicket):
    """The question is settled."""

    name: ClassVar[str] = "ticket.closed"


@dataclass(frozen=True, kw_only=True)
class _OfReport(DomainEvent):
    subject: ClassVar[str] = "report"
    report_id: int


@dataclass(frozen=True, kw_only=True)
class ListingReported(_OfReport):
    """A reader says that a listing should not stand."""

    name: ClassVar[str] = "report.made"


@dataclass(frozen=True, kw_only=True)
class ReportUpheld(_OfReport):
    """An operator took the listing off the market."""

    name: ClassVar[str] = "report.upheld"


@dataclass(frozen=True, kw_only=True)
class ReportDismissed(_OfReport):
    """An operator left the listing as it is."""

    name: ClassVar[str] = "report.dismissed"
