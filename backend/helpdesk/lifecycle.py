"""What becomes of tickets and reports: one row for each act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from backend.accounts.actors import Actor
from backend.core.lifecycles import Ask, Lifecycle, Transition

from . import rules
from .events import (
    ReportDismissed,
    ReportUpheld,
    TicketAnswered,
    TicketAskedAgain,
    TicketClosed,
)
from .models import Report, Ticket
from .selectors import report_known_to, ticket_known_to

_SAY = _("Say in a few words why; who reported it reads it.")


def _ticket(ticket_id: int) -> Ticket:
    return Ticket.objects.select_for_update(of=("self",)).select_related("person").get(pk=ticket_id)


def _report(report_id: int) -> Report:
    rows = Report.objects.select_for_update(of=("self",))
    return rows.select_related("listing__owner", "reporter").get(pk=report_id)


def _ticket_facts(ticket: Ticket, actor: Actor | None) -> dict[str, Any]:
    return {"ticket_id": ticket.pk}


def _report_facts(report: Report, actor: Actor | None) -> dict[str, Any]:
    return {"report_id": report.pk}


_TICKETS = Ticket.State
TICKET: Lifecycle[Ticket] = Lifecycle(
    name="ticket",
    model=Ticket,
    states=_TICKETS,
    find=ticket_known_to,
    lock=_ticket,
    facts=_ticket_facts,
    changed_by=lambda ticket: str(ticket.person),
    settled={_TICKETS.CLOSED: _("This ticket is closed; write again to reopen it.")},
    transitions=(
        Transition(
            act="close",
            source=(_TICKETS.ASKED, _TICKETS.ANSWERED),
            target=_TICKETS.CLOSED,
            may=rules.may_follow,
            refused=_("Only who asked and the platform close a ticket."),
            event=TicketClosed,
            words=_("It is settled"),
            done=_("Closed. Whoever writes again reopens it."),
            told=_("The ticket was closed"),
        ),
        Transition(
            act="answer",
            source=tuple(_TICKETS),
            target=_TICKETS.ANSWERED,
            event=TicketAnswered,
            told=_("The platform answered"),
        ),
        Transition(
            act="ask_again",
            source=tuple(_TICKETS),
            target=_TICKETS.ASKED,
            event=TicketAskedAgain,
            told=_("Asked again"),
        ),
    ),
)
_REPORTS = Report.State
REPORT: Lifecycle[Report] = Lifecycle(
    name="report",
    model=Report,
    states=_REPORTS,
    find=report_known_to,
    lock=_report,
    facts=_report_facts,
    changed_by=lambda report: str(report.decided_by or report.reporter),
    settled={
        _REPORTS.UPHELD: _("This report was decided already."),
        _REPORTS.DISMISSED: _("This report was decided already."),
    },
    transitions=(
        Transition(
            act="uphold",
            source=(_REPORTS.OPEN,),
            target=_REPORTS.UPHELD,
            may=rules.may_decide,
            refused=_("Only operators decide on reports."),
            ask=Ask(
                note_required=True,
                note_label=_("Why does it leave the market?"),
                note_column="decision_note",
                missing=_("Say in a few words why; its owner reads it."),
            ),
            event=ReportUpheld,
            words=_("Take the listing off the market"),
            done=_("Taken off the market. Its owner and who reported it are told."),
            told=_("The listing was taken off the market"),
            look="danger",
        ),
        Transition(
            act="dismiss",
            source=(_REPORTS.OPEN,),
            target=_REPORTS.DISMISSED,
            may=rules.may_decide,
            refused=_("Only operators decide on reports."),
            ask=Ask(
                note_required=True,
                note_label=_("Why does it stay?"),
                note_column="decision_note",
                missing=_SAY,
            ),
            event=ReportDismissed,
            words=_("Leave it"),
            done=_("Left as it is. Who reported it is told."),
            told=_("The listing was left as it is"),
        ),
    ),
)
