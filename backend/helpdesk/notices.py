"""What people are told of help tickets and of reports."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.actors import Actor
from backend.catalog.notices import LISTING
from backend.core.notices import About, Importance, NoticeKind, Topic, notices_register

from .models import Report, Ticket
from .selectors import reports_known_to, tickets_known_to


def _tickets(actor: Actor, ids: Collection[int]) -> Mapping[int, Ticket]:
    return tickets_known_to(actor).in_bulk(ids)


def _reports(actor: Actor, ids: Collection[int]) -> Mapping[int, Report]:
    return reports_known_to(actor).in_bulk(ids)


HELP = Topic(name="help", words=gettext_lazy("Help and reports"))
TICKET = About(
    name="ticket",
    read=_tickets,
    url=lambda ticket: reverse("ticket", args=[ticket.pk]),
    title=str,
    topic=HELP,
)
REPORT = About(
    name="report",
    read=_reports,
    url=lambda report: reverse("report", args=[report.pk]),
    title=lambda report: report.listing.title,
    topic=HELP,
)
OPENED = NoticeKind(
    name="ticket_opened",
    label=gettext_lazy("Somebody asks for help"),
    about=TICKET,
    importance=Importance.TURN,
    sentence=lambda ticket, payload: _("%(who)s asks for help") % {"who": ticket.person},
    tone="wait",
    mail=gettext_lazy("Answer in the ticket."),
)
CLOSED = NoticeKind(
    name="ticket_closed",
    label=gettext_lazy("My question is settled"),
    about=TICKET,
    importance=Importance.NEWS,
    sentence=lambda ticket, payload: _("Your question is settled"),
)
REPORTED = NoticeKind(
    name="listing_reported",
    label=gettext_lazy("A listing is reported"),
    about=REPORT,
    importance=Importance.TURN,
    sentence=lambda report, payload: (
        _("A listing is reported: %(reason)s") % {"reason": report.get_reason_display()}
    ),
    tone="wait",
    mail=gettext_lazy("Look at it, and decide with a reason."),
)
DECIDED = NoticeKind(
    name="report_decided",
    label=gettext_lazy("A report of mine is decided"),
    about=REPORT,
    importance=Importance.RESULT,
    sentence=lambda report, payload: (
        _("What you reported: %(state)s") % {"state": report.get_state_display()}
    ),
)
MODERATED = NoticeKind(
    name="listing_moderated",
    label=gettext_lazy("The platform takes a listing of mine off the market"),
    about=LISTING,
    importance=Importance.RESULT,
    sentence=lambda listing, payload: (
        _("The platform took it off the market: %(why)s") % {"why": payload["why"]}
    ),
    tone="no",
    mail=gettext_lazy("Mend what is wrong and publish it again, or ask the platform."),
)

notices_register(OPENED, CLOSED, REPORTED, DECIDED, MODERATED)
